"""Title, countries and cities."""

import re

from cases.importers.saved_page.ledger import Fields, Ledger
from cases.importers.saved_page.lines import Block, Line
from cases.importers.saved_page.sentences import ends_clause, is_sentence
from cases.importers.saved_page.vocabulary import Vocabulary

LONGEST_TITLE = 300
EMPHASIS = ("**", "__", "*", "_")
BETWEEN_COUNTRIES = re.compile(r"(?i)[,;/]|\s+and\s+|\s+&\s+")
HASHES = re.compile(r"#+\s+")
WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s?$")
MOST_WORDS_IN_CITY = 4


def read_title(blocks: list[Block], ledger: Ledger, vocabulary: Vocabulary) -> dict:
    """Return title, countries and cities, as far as told, from the unlabelled rest of the head.

    The title stands before the emphasised country (*Japan*), on its line or above it. Where no
    country is emphasised, a line that is the name of one tells it, and the title is the only
    other block there is. A sentence is no title. For cities see ``cities_in``.
    """
    country_line, before, country = _country(blocks, vocabulary)
    lines = _title_lines(blocks, country_line, before)
    found: dict = {}
    if lines:
        found["title"] = " ".join(_bare(line).value for line in lines)
    if country:
        parts = _countries(country, ledger, vocabulary)
        found["countries"] = list(dict.fromkeys(code for _, code in parts if code))
        titled = [(_bare(before), "title")] if before in lines else []
        ledger.take(country_line, *titled, *_fields(parts))
    for line in lines:
        if line is not before:
            ledger.take(line, (_bare(line), "title"))
    if lines:
        found["cities"] = cities_in(found["title"], found.get("countries", []), vocabulary)
        for city in found["cities"]:
            ledger.note(lines[0], f"{city} is taken as a city because the title names it")
    return {key: value for key, value in found.items() if value}


def cities_in(title: str, countries: list[str], vocabulary: Vocabulary) -> list[str]:
    """Return the cities of ``countries`` that ``title`` names as whole words, longest first.

    A name has up to four words and begins and ends with a capital letter; "Kobe's" is Kobe.
    """
    words = WORD.findall(title)
    cities, at = [], 0
    while at < len(words):
        for length in range(min(MOST_WORDS_IN_CITY, len(words) - at), 0, -1):
            name = POSSESSIVE.sub("", " ".join(words[at : at + length]))
            capitals = name[:1].isupper() and name.split()[-1][:1].isupper()
            if capitals and any(vocabulary.find_city(name, country) for country in countries):
                cities += [name] if name not in cities else []
                break
        else:
            length = 1
        at += length
    return cities


def _country(
    blocks: list[Block], vocabulary: Vocabulary
) -> tuple[Line | None, Line | None, Line | None]:
    """Return the line that tells the country, its part before that, and the country's part."""
    lines = [line for block in blocks for line in block]
    starred = [(line, *parts) for line in lines if (parts := _emphasised(line))]
    known = [found for found in starred if _is_country(found[2], vocabulary)]
    plain = [(line, line.part(0, 0), line) for line in lines if vocabulary.country(line.text)]
    return (known or starred or plain or [(None, None, None)])[0]


def _emphasised(line: Line) -> tuple[Line, Line] | None:
    """Return (what stands before, what is emphasised) of a line that ends in emphasis, or None."""
    for mark in EMPHASIS:
        inside = line.text.removesuffix(mark)
        start = inside.rfind(mark)
        if inside != line.text and 0 <= start < len(inside) - len(mark):
            return line.part(0, start), line.part(start + len(mark), len(inside))
    return None


def _bare(line: Line) -> Line:
    """Return a title without Markdown's marks around it."""
    hashes = HASHES.match(line.text)
    start = hashes.end() if hashes else 0
    marked = line.text[start : start + 1] in ("*", "_") and line.text[start] == line.text[-1]
    inner = line.text.strip("#*_ ") if marked else line.text[start:]
    return line.part(line.text.index(inner), line.text.index(inner) + len(inner))


def _title_lines(blocks: list[Block], country_line: Line | None, before: Line | None) -> list[Line]:
    """Return the lines of the title, ``before`` standing for the country's line; [] if untold."""
    block = next((block for block in blocks if country_line in block), [])
    above = block[: block.index(country_line)] if block else []
    if before and before.text:
        lines = [before]
        for line in reversed(above):
            if not lines[0].follows(line) or ends_clause(line.text):
                break
            lines.insert(0, line)
    else:
        others = [other for other in blocks if other is not block]
        lines = above or (others[0] if len(others) == 1 else [])
    fits = sum(len(line.text) for line in lines) <= LONGEST_TITLE
    sentence = any(is_sentence(line.text) for line in lines)
    return lines if fits and not sentence and not (lines and lines[-1].text.endswith(".")) else []


def _is_country(country: Line, vocabulary: Vocabulary) -> bool:
    parts = country.split(BETWEEN_COUNTRIES)
    return any(vocabulary.country(name.text) for name in (country, *parts))


def _countries(
    country: Line, ledger: Ledger, vocabulary: Vocabulary
) -> list[tuple[Line, str | None]]:
    """Return the names in ``country`` with their codes; an unknown one has None."""
    whole = vocabulary.country(country.text)
    names = [country] if whole else country.split(BETWEEN_COUNTRIES)
    for name in names:
        if vocabulary.country(name.text) is None:
            ledger.candidate("country", name)
    return [(name, vocabulary.country(name.text)) for name in names]


def _fields(countries: list[tuple[Line, str | None]]) -> Fields:
    codes = list(dict.fromkeys(code for _, code in countries if code))
    return [(name, f"countries.{codes.index(code)}" if code else None) for name, code in countries]
