"""Summary and narrative: paragraphs put together again, as Markdown."""

import re

from cases.importers.saved_page.contact_labels import is_contact_data
from cases.importers.saved_page.headings import Heading
from cases.importers.saved_page.ledger import Ledger
from cases.importers.saved_page.lines import Block, Line
from cases.importers.saved_page.sentences import ends_clause, goes_on
from cases.words import count_words

ITEM = re.compile(r"(?P<mark>\d{1,3}[.)]|[-*•·▪–])\s+(?=\S)")
NUMBERS = re.compile(r"\d+")


def read_text(blocks: list[Block], path: str, ledger: Ledger) -> str:
    """Return the text of ``blocks`` as Markdown, all of it taken down under ``path``.

    Line ends within a paragraph become spaces; a paragraph that a page's end broke is joined.
    List items keep their lines, and their bullets become "-". A block with a line of contact data
    is no running text and is left unmapped.
    """
    paragraphs: list[list[str]] = []
    for block in blocks:
        if any(map(is_contact_data, block)):
            for line in block:
                ledger.problem(line, "contact data outside of a contact")
            continue
        for line in block:
            ledger.take(line, (line, path))
            _add(paragraphs, line, line is block[0])
    return _markdown(paragraphs)


def read_section(heading: Heading, blocks: list[Block], path: str, ledger: Ledger) -> dict | None:
    """Return a section of the narrative, or None when nothing stands below its heading."""
    text = read_text(blocks, f"{path}.text", ledger)
    if not text:
        ledger.note(heading.title, "nothing stands below this heading")
        return None
    words = count_words(text)
    printed = [
        int(number) for number in NUMBERS.findall(heading.count.text if heading.count else "")
    ]
    if len(printed) == 2 and printed[0] != words:
        ledger.note(heading.title, f"the page prints {printed[0]} words, {words} are counted")
    if len(printed) == 2 and printed[1] != heading.limit:
        ledger.note(heading.title, f"the page prints a limit of {printed[1]}, not {heading.limit}")
    return {"heading": heading.name, "limit": heading.limit, "words": words, "text": text}


def _add(paragraphs: list[list[str]], line: Line, opens_block: bool) -> None:
    """Append ``line`` as a list item, to the paragraph it goes on with, or as a new paragraph."""
    if item := ITEM.match(line.text):
        mark = item["mark"] if item["mark"][0].isdigit() else "-"
        paragraphs.append([f"{mark} {line.part(item.end()).value}"])
    elif paragraphs and _belongs(paragraphs[-1], line, opens_block):
        paragraphs[-1].append(line.value)
    else:
        paragraphs.append([line.value])


def _belongs(paragraph: list[str], line: Line, opens_block: bool) -> bool:
    if ITEM.match(paragraph[0]):
        return not ends_clause(paragraph[-1]) and (line.text[:1].islower() or not opens_block)
    return not opens_block or goes_on(paragraph[-1], line.text)


def _markdown(paragraphs: list[list[str]]) -> str:
    """Return the paragraphs a blank line apart, the items of a list directly below each other."""
    text, in_list = [], False
    for paragraph in paragraphs:
        item = bool(ITEM.match(paragraph[0]))
        if text:
            text.append("\n" if item and in_list else "\n\n")
        text.append(" ".join(paragraph))
        in_list = item
    return "".join(text)
