"""What the tests of saved pages share: a vocabulary, the fixture, and the check of the books."""

import json
import re
from pathlib import Path

from cases.importers.saved_page import FURNITURE, ParsedPage, Vocabulary, parse_page

ROOT = Path(__file__).resolve().parents[3]
FIXTURE = Path(__file__).with_name("fixtures") / "lindhaven.txt"
SEED = ROOT.parent / "shared" / "seed" / "kitakyushu.txt"
LINDHAVEN = FIXTURE.read_text("utf-8")
CITIES = {("Lindhaven", "NO"), ("Kitakyushu", "JP"), ("Rio de Janeiro", "BR"), ("Rain", "DE")}

STRETCH_OF_A_LINE = re.compile(r"\S[^\r\n]*")
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
BULLET = re.compile(r"(?<!\S)[-*•·▪–](?!\S)")

# Leaves of the record that are told in the database's terms, not in the page's words.
IN_OUR_TERMS = re.compile(
    r"countries\.\d+|recognitions\.\d+\.level|categories\..+|level_of_activity|ecosystem"
    r"|narrative\.\d+\.heading|key_dates\.\d+\.date|.*\.organisation_type|.*\.support\.\d+\.type"
    r"|financials\.\d+\.(?:unit|currency)|nominating"
)
# Leaves that no stretch of the page of their own says.
DERIVED = re.compile(
    r"format|cities\.\d+|narrative\.\d+\.(?:limit|words)|references\.\d+\.kind"
    r"|financials\.\d+\.shares\.\d+\.partner"
)


def _vocabulary() -> Vocabulary:
    data = json.loads((ROOT / "cases" / "data" / "vocabularies.json").read_text("utf-8"))
    (form,) = data["narrative_formats"]
    return Vocabulary(
        countries={
            "Norway": "NO",
            "Japan": "JP",
            "Brazil": "BR",
            "Viet Nam": "VN",
            "Congo (Democratic Republic)": "CD",
            "Côte d'Ivoire": "CI",
            "Trinidad and Tobago": "TT",
        },
        categories={top["name"]: top["subcategories"] for top in data["categories"]},
        levels_of_activity=data["levels_of_activity"],
        ecosystems=data["ecosystems"],
        organisation_types=data["organisation_types"],
        support_types=data["support_types"],
        headings=[(heading["name"], heading["limit"]) for heading in form["headings"]],
        recognition_levels={
            "Award Winner": "award",
            "Best Practice": "best",
            "Good Practice": "good",
            "Promising Practice": "promising",
        },
        find_city=lambda name, country: (name, country) in CITIES,
    )


VOCABULARY = _vocabulary()


def parse(text: str) -> ParsedPage:
    """Parse ``text`` as a UTF-8 page and check its books."""
    page = parse_page(text.encode("utf-8"), VOCABULARY)
    check_books(page)
    check_leaves(page)
    return page


def check_books(page: ParsedPage) -> None:
    """Fail unless every character counts once and every unmapped stretch is reported."""
    assert all(path for _, _, path in page.spans)
    edges = [0, *(edge for span in page.spans for edge in span[:2]), len(page.text)]
    assert edges == sorted(edges) and all(start < end for start, end, _ in page.spans)
    reported = {problem.line for problem in page.problems}
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        assert start == end or page.text[start:end].strip()
        for stretch in STRETCH_OF_A_LINE.finditer(page.text, start, end):
            line = line_number(page.text, stretch.start())
            assert line in reported, f"line {line} is unmapped and not reported"


def check_leaves(page: ParsedPage) -> None:
    """Fail unless every value of the record stands in the page, in the spans of its own path."""
    for path, value in leaves(page.record):
        if value is None or DERIVED.fullmatch(path):
            continue
        source = in_source(page, path)
        assert source, f"{path} has no span"
        if not IN_OUR_TERMS.fullmatch(path):
            said = fold(str(value).removeprefix("http://"))
            if path.endswith((".total", ".percent")):
                source = [re.sub(r"(?<=\d)[ ,](?=\d{3})", "", said) for said in source]
                source += [said.replace(",", ".") for said in source]
            assert any(said in stretch for stretch in source), f"{path}: {value!r} not in {source}"


def leaves(part, path=""):
    """Yield (path, value) of everything in a record that is no list and no dict."""
    if isinstance(part, dict | list):
        items = part.items() if isinstance(part, dict) else enumerate(part)
        for key, value in items:
            yield from leaves(value, f"{path}.{key}" if path else str(key))
    else:
        yield path, part


def in_source(page: ParsedPage, path: str) -> list[str]:
    """The page's words for a path: its spans joined, and all from the first to the last."""
    shared = re.sub(r"^financials\.\d+", "financials.*", path)
    spans = [span for span in page.spans if span.path in (path, shared)]
    if path.endswith(".url") and not spans:
        spans = [span for span in page.spans if span.path == path.removesuffix("url") + "text"]
    if not spans:
        return []
    joined = " ".join(page.text[span.start : span.end] for span in spans)
    return [fold(joined), fold(page.text[spans[0].start : spans[-1].end])]


def fold(text: str) -> str:
    """Drop control characters, make every bullet "-" and every run of white space a space."""
    return BULLET.sub("-", " ".join(CONTROL.sub("", text).split()))


def line_number(text: str, offset: int) -> int:
    above = text[:offset]
    return above.count("\n") + above.count("\r") - above.count("\r\n") + 1


def unmapped(page: ParsedPage) -> str:
    """All that no span covers, a stretch a line."""
    edges = [0, *(edge for span in page.spans for edge in span[:2]), len(page.text)]
    return "\n".join(page.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


def furniture(page: ParsedPage) -> str:
    """All furniture, its stretches a line each."""
    return "\n".join(page.text[start:end] for start, end, path in page.spans if path == FURNITURE)
