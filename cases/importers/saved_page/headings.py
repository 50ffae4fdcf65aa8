"""Which lines open a part of the page: its headings, and the labels of its head."""

import re
from dataclasses import dataclass

from cases.importers.saved_page.lines import Line
from cases.importers.saved_page.sentences import ends_clause, goes_on
from cases.importers.saved_page.spelling import fold, nearest
from cases.importers.saved_page.vocabulary import Vocabulary

LONGEST_HEADING = 120
MOST_WORDS = 10

SUMMARY, NARRATIVE, SECTION, UNKNOWN = "summary", "narrative", "section", "unknown"
KEY_DATES, REFERENCES, CONTACT = "key dates", "references", "contact"
NOMINATING, PARTNERS, FINANCES = "nominating", "partners", "finances"
CATEGORIES, LEVEL, ECOSYSTEM = "categories", "level_of_activity", "ecosystem"

PARTS = {
    SUMMARY: ["Summary"],
    NARRATIVE: ["Narrative"],
    KEY_DATES: ["Key Dates"],
    REFERENCES: ["References"],
    CONTACT: ["Contact", "Contact Details", "Contact Information"],
    NOMINATING: ["Nominating Organisation", "Nominator", "Nominated by"],
    PARTNERS: ["Partners", "Partner Organisations"],
    FINANCES: ["Financial Profile", "Finances", "Financial Information"],
}
HEAD_LABELS = {
    CATEGORIES: ["Categories", "Category"],
    LEVEL: ["Level of Activity"],
    ECOSYSTEM: ["Ecosystem"],
}

NUMBERS = r"\d{1,4}(?:\s*(?:/|of|out\s+of)\s*\d{1,4}(?:\s*words?)?|\s*words?)"
COUNT_NOTE = re.compile(
    rf"(?i)\s*(?:[(\[]\s*(?:max\.?\s*)?{NUMBERS}\s*[)\]]|[-–—:,]?\s*{NUMBERS})$"
)
STRAY_MARKS = re.compile(r"[?¿\ufffd#*_•·▪●■□◦>\-–—\s]+")
NUMERAL = re.compile(r"\d{1,2}[.)]\s+")
LIST_MARKS = set("-–—*•·▪●■□◦")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a part of the page.

    ``title`` is the part of ``line`` that names it, ``count`` its count note, if any, and ``body``
    what the page's line holds beyond its heading ("Nominating Organisation: Same as above").
    """

    kind: str
    line: Line
    title: Line
    name: str = ""
    limit: int = 0
    count: Line | None = None
    body: Line | None = None


def label_of(line: Line, labels: dict[str, str]) -> tuple[str, Line, Line] | None:
    """Return (what ``labels`` gives for the label, label, value) of "Label: value", or None.

    ``labels`` has folded keys; a small misspelling is allowed.
    """
    before, colon, _ = line.text[:LONGEST_HEADING].partition(":")
    if not colon:
        return None
    label, _ = _without_mark(line.part(0, len(before)))
    key = fold(label.text)
    key = key if key in labels else nearest(key, labels)
    return (labels[key], label, line.part(len(before) + 1)) if key else None


def head_label(line: Line) -> tuple[str, Line, Line] | None:
    """Return (kind, label, value) of a line such as "Ecosystem: Coastal", or None."""
    return label_of(line, _HEAD_KEYS)


class Headings:
    """Tells the headings of a page: those of its parts and those of the narrative."""

    def __init__(self, vocabulary: Vocabulary):
        self._sections = {fold(name): (name, limit) for name, limit in vocabulary.headings}
        self._known = {*_PART_KEYS, *self._sections}

    def read(self, line: Line, above: Line | None, below: Line | None) -> Heading | None:
        """Return the heading that ``line`` is, or None.

        ``above`` and ``below`` are the lines that touch it, None where a blank line or the page's
        edge does. A line that spells a heading counts below a blank line or a finished sentence,
        and with a capital where no sentence runs through it.
        It must stand alone or carry a count note when it is misspelled or has a list mark, and
        stand alone when it is no known heading but carries a count note or a stray "?".
        """
        if len(line.text) > LONGEST_HEADING:
            return None
        title, count = _without_count(line)
        title, mark = _without_mark(title, numeral=count is not None)
        alone = above is None and below is None
        key = fold(title.text)
        if ends_clause(title.text) or not key:
            return None
        opens = above is None or ends_clause(above.text) or _stands_out(title, above, below)
        sure = bool(count) or alone
        if key in self._known and (sure or (opens and not LIST_MARKS.intersection(mark))):
            return self._heading(key, line, title, count)
        if sure and (found := nearest(key, self._known)):
            return self._heading(found, line, title, count)
        if alone and (count or "?" in mark) and len(title.text.split()) <= MOST_WORDS:
            return Heading(UNKNOWN, line, title, count=count)
        return _nominator(line) if opens else None

    def _heading(self, key: str, line: Line, title: Line, count: Line | None) -> Heading:
        if key in self._sections:
            return Heading(SECTION, line, title, *self._sections[key], count)
        return Heading(_PART_KEYS[key], line, title, count=count)


def _stands_out(title: Line, above: Line, below: Line | None) -> bool:
    """Tell whether no sentence runs from ``above`` through ``title`` to ``below``."""
    runs = below and (below.text[:1].islower() or goes_on(above.text, title.text))
    return title.text[:1].isupper() and not runs


def _keys(names: dict[str, list[str]]) -> dict[str, str]:
    return {fold(name): kind for kind, names in names.items() for name in names}


_HEAD_KEYS = _keys(HEAD_LABELS)
_PART_KEYS = _keys(PARTS)
_NOMINATOR_KEYS = {key: kind for key, kind in _PART_KEYS.items() if kind == NOMINATING}


def _nominator(line: Line) -> Heading | None:
    """Return the heading of "Nominating Organisation: ...", the one part that may be a line."""
    found = label_of(line, _NOMINATOR_KEYS)
    if not found:
        return None
    kind, title, body = found
    return Heading(kind, line.part(0, body.start - line.start), title, body=body)


def _without_count(line: Line) -> tuple[Line, Line | None]:
    """Split a count note such as "(98 /100words)" or "- 50 words" off the end of a line."""
    found = COUNT_NOTE.search(line.text)
    if not found or not found.start():
        return line, None
    return line.part(0, found.start()), line.group(found, 0)


def _without_mark(line: Line, numeral: bool = False) -> tuple[Line, str]:
    """Split stray marks (and a numeral, if asked) off the start of a line, a colon off its end."""
    mark = STRAY_MARKS.match(line.text)
    start = mark.end() if mark else 0
    if numeral and (found := NUMERAL.match(line.text, start)):
        start = found.end()
    end = len(line.text.rstrip(" :*_#"))
    return line.part(start, max(start, end)), line.text[:start]
