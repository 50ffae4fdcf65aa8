"""The visible text of a saved HTML page, a line for each block, as a saved text page has it."""

import re
from html.parser import HTMLParser

from cases.importers.saved_page.decoding import decode

BLOCKS = re.compile(
    "address|article|blockquote|body|br|caption|center|d[dlt]|div|fieldset|footer|form|h[1-6]"
    "|header|hr|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|ul"
)
UNSEEN = {"script", "style", "template", "noscript", "head", "title"}
IN_HEAD = {*UNSEEN, "html", "meta", "link", "base"}
"""What may stand in a head; anything else ends it, for its end tag may be left out."""
FEWEST_CELLS = 3
LINE_END = re.compile(r"\r\n|\r|\n")
WHITE_SPACE = re.compile(r"\s+")
SPACES = re.compile(r"[^\S\t]+")
CHARSET = re.compile(rb"charset=[\"']?([\w-]{2,20})", re.IGNORECASE)


def html_text(data: bytes) -> bytes:
    """Return the text of a page in UTF-8; raises ParseError for what is no text (``decode``)."""
    text, encoding = decode(data)
    named = CHARSET.search(data[:4096])
    if encoding == "cp1252" and named and named[1].lower() in (b"iso-8859-2", b"iso-8859-15"):
        text = data.decode(named[1].decode(), "replace")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = [SPACES.sub(" ", line).strip(" ") for line in reader.lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip().encode()


class _Reader(HTMLParser):
    """Paragraphs stand apart by a blank line, other blocks on lines of their own.

    A row of a table whose cells are a line each is a line with tabs, where it has three or more.
    """

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self.unseen: list[str] = []
        self.row, self.cells, self.as_typed = 0, 0, 0

    def close(self):
        super().close()
        self._end_row()

    def handle_starttag(self, tag, attrs):
        if tag not in IN_HEAD:
            self._end_head()
        if tag in ("td", "th"):
            self.row = self.row if self.cells else len(self.lines)
            self.cells += 1
        if tag in UNSEEN:
            self.unseen.append(tag)
        elif tag == "tr":
            self._end_row()
        elif BLOCKS.fullmatch(tag):
            self._break(tag)
        self.as_typed += tag == "pre"

    def handle_endtag(self, tag):
        if tag in UNSEEN and tag in self.unseen:
            while self.unseen.pop() != tag:
                pass
        if tag in ("tr", "table"):
            self._end_row()
        if BLOCKS.fullmatch(tag) and tag not in ("br", "td", "th"):
            self._break(tag)
        self.as_typed = max(0, self.as_typed - (tag == "pre"))

    def handle_data(self, data):
        if data.strip():
            self._end_head()
        if self.unseen:
            return
        if self.as_typed:
            first, *rest = LINE_END.split(data)
            self.lines[-1] += first
            self.lines += rest
        elif self.lines[-1] or data.strip():
            self.lines[-1] += WHITE_SPACE.sub(" ", data)

    def _end_head(self) -> None:
        if self.unseen == ["head"]:
            self.unseen.clear()

    def _end_row(self) -> None:
        cells = [line.strip() for line in self.lines[self.row :]]
        if self.cells >= FEWEST_CELLS and len(cells) == self.cells:
            self.lines[self.row :] = ["\t".join(cells)]
        elif self.cells:
            self._break("tr")
        self.cells = 0

    def _break(self, tag: str) -> None:
        apart = tag not in ("br", "td", "th", "li", "dd", "dt")
        self.lines += ["", ""] if apart and self.lines[-1].strip() else [""]
