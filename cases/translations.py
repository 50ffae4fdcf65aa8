"""Cases that tell the same in several languages: an original and its translations."""

from django.db.models import Max, Q

from cases.access import Reader
from cases.models import Practice


def in_all_languages(case: Practice, reader: Reader) -> list[Practice]:
    """Return the original and its translations, those that ``reader`` may open, the original first.

    Each has ``latest``, the number of its last published version or None. Empty for a case told in
    one language alone. ``case`` is from a query ``with_translations``.
    """
    if case.translation_of_id is None and not case.has_translations:
        return []
    original = case.translation_of_id or case.pk
    told = Practice.objects.visible_to(reader).filter(Q(pk=original) | Q(translation_of=original))
    rows = told.annotate(latest=Max("versions__number")).order_by("language", "pk")
    found = sorted(rows, key=lambda row: row.pk != original)
    return found if len(found) > 1 else []


def made_from(record: dict) -> int | None:
    """Return the version of the original that a record is a translation of; None if not stated."""
    return (record.get("translation_of") or {}).get("version")


def is_behind(record: dict, original: Practice) -> bool:
    """Tell whether the original was published anew since the record was made from it."""
    version = made_from(record)
    return bool(version and original.latest and version < original.latest)
