"""Sections and paragraphs of a record, each with a name that is part of its permanent address."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases.markdown import Block, blocks

SUMMARY = "summary"
ALIKE = 0.5
"""Two paragraphs are versions of one another when so much of their text is the same."""


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

    The same text first, then the most similar; None when none is similar enough.
    """
    sources = [block.source for block in section.blocks]
    if text in sources:
        return sources.index(text) + 1
    likeness = [SequenceMatcher(None, text.split(), source.split()).ratio() for source in sources]
    best = max(likeness, default=0)
    return likeness.index(best) + 1 if best >= ALIKE else None


def _named(rows: list[dict], taken: set[str]) -> Iterator[tuple[str, dict]]:
    for number, row in enumerate(rows, start=1):
        key = slugify(row["heading"])
        if not key or key in taken:
            key = f"section-{number}"
        taken.add(key)
        yield key, row
