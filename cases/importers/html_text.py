"""The visible text of a saved HTML page, a line for each block, as a saved text page has it."""

import re
from html.parser import HTMLParser

from cases.importers.saved_page.decoding import decode

BLOCKS = re.compile(
    "address|article|blockquote|body|br|caption|center|d[dlt]|div|fieldset|footer|form|h[1-6]"
    "|header|hr|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
UNSEEN = {"script", "style", "template", "noscript", "head"}
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
    lines = [" ".join(line.split()) for line in reader.lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip().encode()


class _Reader(HTMLParser):
    """Paragraphs stand apart by a blank line, other blocks on lines of their own."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self.unseen: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in UNSEEN:
            self.unseen.append(tag)
        elif BLOCKS.fullmatch(tag):
            self._break(tag)

    def handle_endtag(self, tag):
        if tag in UNSEEN and tag in self.unseen:
            while self.unseen.pop() != tag:
                pass
        elif BLOCKS.fullmatch(tag) and tag != "br":
            self._break(tag)

    def handle_data(self, data):
        if not self.unseen:
            self.lines[-1] += data.replace("\r", " ").replace("\n", " ")

    def _break(self, tag: str) -> None:
        apart = tag not in ("br", "td", "th", "li", "dd", "dt")
        self.lines += ["", ""] if apart and self.lines[-1].strip() else [""]
