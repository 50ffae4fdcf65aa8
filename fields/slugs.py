"""Words for addresses."""

from collections.abc import Collection


def first_free(base: str, taken: Collection[str]) -> str:
    """Return ``base`` or, where it is taken, the first of base-2, base-3 … that is not."""
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)
