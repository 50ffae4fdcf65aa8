"""The references: press, reports and web links."""

import re

from cases.importers.saved_page.contact_labels import is_contact_data
from cases.importers.saved_page.ledger import Ledger
from cases.importers.saved_page.lines import Block, Line
from cases.importers.saved_page.sentences import ends_clause, goes_on, is_sentence
from cases.importers.saved_page.spelling import fold, folded
from cases.importers.saved_page.web import find_web, is_cut, url

PRESS, REPORT, WEB = "press", "report", "web"
KIND_WORDS = {
    fold(word): kind
    for kind, words in {
        PRESS: "press media newspaper magazine article coverage news radio television broadcast",
        REPORT: "report publication book document paper study studies literature bibliography",
        WEB: "web website internet link online url homepage site",
    }.items()
    for word in words.split()
}
ANNOUNCING = folded("following follows available below include")
JOINING = folded("and or other further in the on")
MOST_INTRO_WORDS = 12
LONGEST_INTRO = 120

ITEM = re.compile(r"(?:\(?\d{1,3}[.)](?:\s+(?=\S)|(?=[^\s\d]))|[-*•·▪–]\s+(?=\S))")
QUOTED = re.compile(r"[\"“”«‘'].+[\"“”»’'][.,;]?$")
LINK_TEXT = re.compile(r"\[(?P<text>[^\[\]]+)\]\($")
WORD = re.compile(r"\w")
AFTER_TEXT = ":;, –-"


def read_references(blocks: list[Block], ledger: Ledger) -> list[dict]:
    """Return the references in page order, each with what is stated of kind, text and URL.

    A list item, a quoted title, a line with a web address or any other paragraph begins a
    reference. A quoted title takes the paragraph below it as its source; of several titles above
    one source only the last does, the others stay without. The kind is that of the line which
    announces a list ("The following reports are available:"); without one, a reference with an
    address is a web link and that of any other is not told. A sentence is no reference.
    """
    reader = _References(ledger)
    for block in blocks:
        if any(map(is_contact_data, block)):
            for line in block:
                ledger.problem(line, "contact data outside of a contact")
            continue
        for line, below in zip(block, [*block[1:], None], strict=True):
            reader.read(line, below, line is block[0])
    reader.close()
    return reader.references


class _References:
    """Reads line by line; the reference being read is ``parts``, in page order."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.references: list[dict] = []
        self.kinds: set[str] = set()
        self.parts: list[tuple[Line, str]] = []
        self.quoted = False
        self.in_list = False

    def read(self, line: Line, below: Line | None, opens_block: bool) -> None:
        item = ITEM.match(line.text)
        body = line.part(item.end()) if item else line
        if item:
            self._begin(line, body)
            self.in_list = True
        elif opens_block and (kinds := _announced(line, below)):
            self.close()
            self.kinds = kinds
            self.ledger.take(line)
        elif QUOTED.match(line.text):
            self._begin(line, line)
            self.quoted = True
        elif self._goes_on(line, opens_block):
            self._add(line, line)
            self.quoted = False
        elif is_sentence(line.text) and not find_web(line):
            self.ledger.problem(line, "a sentence, no reference")
        else:
            self._begin(line, line)

    def close(self) -> None:
        """Finish the reference being read, if any."""
        if not self.parts:
            return
        first = self.parts[0][0]
        web = [part for part, field in self.parts if field == "url"]
        kind = self._kind(bool(web))
        if kind is None:
            self.ledger.problem(first, "not told whether this is press, a report or a web link")
        if self.quoted:
            self.ledger.note(first, "a title without a source of its own")
        entry = {"kind": kind, "text": self._text(), "url": url(web[0]) if web else None}
        self.references.append({key: value for key, value in entry.items() if value})
        self.parts, self.quoted, self.in_list = [], False, False

    def _begin(self, line: Line, body: Line) -> None:
        self.close()
        self._add(line, body)

    def _add(self, line: Line, body: Line) -> None:
        """Add ``body``, the line without its list mark, to the reference being read."""
        web = find_web(body)
        if web and is_cut(body, web):
            self.ledger.problem(line, "a web address that is broken off")
            web = None
        parts = _parts(body, web) if web else [(body, "text")]
        path = f"references.{len(self.references)}"
        self.ledger.take(line, *((part, f"{path}.{field}") for part, field in parts))
        self.parts += parts

    def _goes_on(self, line: Line, opens_block: bool) -> bool:
        if not self.parts or self._has_url():
            return False
        above = self.parts[-1][0].text
        web = find_web(line)
        if web and line.text.strip("<>") == web.text:
            return not opens_block or self.in_list or WEB in self.kinds or above.endswith(":")
        if is_sentence(line.text):
            return False
        if opens_block:
            return self.quoted or above.endswith(":") or goes_on(above, line.text)
        return self.quoted or not ends_clause(above) or above.endswith(":")

    def _has_url(self) -> bool:
        return any(field == "url" for _, field in self.parts)

    def _text(self) -> str:
        """Return the text, without the address when that comes last."""
        fields = [field for _, field in self.parts]
        parts = self.parts[:-1] if fields[-1] == "url" else self.parts
        return " ".join(part.value for part, _ in parts).rstrip(AFTER_TEXT)

    def _kind(self, has_url: bool) -> str | None:
        if len(self.kinds) == 1:
            return next(iter(self.kinds))
        if has_url and (not self.kinds or WEB in self.kinds):
            return WEB
        others = self.kinds - {WEB}
        return next(iter(others)) if len(others) == 1 else None


def _parts(body: Line, web: Line) -> list[tuple[Line, str]]:
    """Return the text and the address ``web`` of ``body`` as (part, field), in page order."""
    start, end = web.start - body.start, web.end - body.start
    before = body.part(0, len(body.text[:start].rstrip("<( ")))
    if link := LINK_TEXT.match(body.text[:start]):
        before = body.group(link, "text")
    rest = body.text[end:]
    after = body.part(len(body.text) - len(rest.lstrip(">). ,;")))
    parts = [(before, "text"), (web, "url"), (after, "text")]
    return [(part, field) for part, field in parts if WORD.search(part.text)]


def _announced(line: Line, below: Line | None) -> set[str]:
    """Return the kinds of references that ``line`` announces, none if it does not."""
    words = [fold(word) for word in line.text[:LONGEST_INTRO].split()]
    kinds = {KIND_WORDS[word] for word in words if word in KIND_WORDS}
    if not kinds or len(words) > MOST_INTRO_WORDS or len(line.text) > LONGEST_INTRO:
        return set()
    if all(word in KIND_WORDS or word in JOINING for word in words):
        return kinds
    above_address = below is not None and find_web(below) is not None
    announces = not above_address or bool(ANNOUNCING.intersection(words))
    return kinds if line.text.endswith(":") and announces else set()
