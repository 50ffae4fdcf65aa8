"""Sections and paragraphs of a record, each with a name that is part of its permanent address."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases.markdown import Block, blocks

SUMMARY = "summary"
ALIKE = 0.5
"""A paragraph is the later form of another when it has so much of its words."""


@dataclass(frozen=True)
class Section:
    """A headed text; ``text`` is None when it is closed to the reader, who has the ``teaser``."""

    key: str
    heading: str
    text: str | None
    teaser: str = ""
    words: int | None = None
    limit: int | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks(self.text) if self.text else ()

    def part(self, paragraph: int | None) -> str | None:
        """Return the text of a paragraph, counted from 1, or of the section; None if it has none.

        Raises IndexError for a paragraph there is not.
        """
        if paragraph is None or self.text is None:
            return self.text
        if paragraph < 1:
            raise IndexError(paragraph)
        return self.blocks[paragraph - 1].source


def summary_of(record: dict) -> Section:
    return Section(SUMMARY, _("Summary"), record["summary"] or "")


def sections_of(record: dict) -> list[Section]:
    """Return the narrative sections of a reading copy under names that no two of them share."""
    taken: set[str] = {SUMMARY}
    return [
        Section(key, row["heading"], row["text"], row.get("teaser", ""), row["words"], row["limit"])
        for key, row in _named(record["narrative"], taken)
    ]


def section_called(record: dict, key: str) -> Section | None:
    found = (part for part in (summary_of(record), *sections_of(record)) if part.key == key)
    return next(found, None)


def counterpart(text: str, section: Section) -> int | None:
    """Return which paragraph of ``section`` is ``text`` as it stands there, counted from 1.

    The same text first, then the one that has most of its words; None when none has enough.
    """
    sources = [block.source for block in section.blocks]
    if text in sources:
        return sources.index(text) + 1
    likeness = [_kept(text.split(), source.split()) for source in sources]
    best = max(likeness, default=0)
    return likeness.index(best) + 1 if best >= ALIKE else None


def _kept(old: list[str], new: list[str]) -> float:
    """Return how much of ``old`` is left in ``new``, 0 to 1, by runs of two words and more."""
    runs = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return sum(run.size for run in runs if run.size > 1) / len(old) if old else 0


def _named(rows: list[dict], taken: set[str]) -> Iterator[tuple[str, dict]]:
    for number, row in enumerate(rows, start=1):
        key = slugify(row["heading"])
        if not key or key in taken:
            key = f"section-{number}"
        taken.add(key)
        yield key, row
