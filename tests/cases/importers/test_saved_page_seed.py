"""The real page: every field of it, nothing lost, nothing invented.

Its text and the data of its people stay out of this file: what is expected word for word is read
from cases.importers.report import counted
from the page by line number.
"""

import re

import pytest

from cases.importers.report import counted
from cases.importers.saved_page import parse_page
from cases.words import count_words
from tests.cases.importers.saved_pages import SEED, VOCABULARY, check_books, check_leaves, furniture

pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"the real page is not there: {SEED}")

KITA = "Kitakyushu International Techno-cooperative Association"
KFAW = "Kitakyushu Forum on Asian Women"
ICSEAD = "International Centre for the Study of East Asian Development"
NGO = "Non-governmental Organisation (NGO)"


@pytest.fixture(scope="module")
def page():
    return parse_page(SEED.read_bytes(), VOCABULARY)


@pytest.fixture(scope="module")
def record(page):
    return page.record


def line(number: int) -> str:
    """Return a line of the page, counted from 1."""
    return SEED.read_text("utf-8").split("\n")[number - 1]


def after_label(number: int) -> str:
    return line(number).partition(": ")[2]


def test_nothing_is_left_over(page):
    check_books(page)
    check_leaves(page)
    assert page.problems == []
    assert page.candidates == []
    assert counted(page.text, page.spans)["unmapped"] == 0


def test_only_the_keys_the_page_states(record):
    keys = """format title countries cities recognitions categories level_of_activity ecosystem
    summary narrative key_dates references contact nominating partners financials"""
    assert list(record) == keys.split()


def test_head(record):
    assert record["format"] == "practice/1"
    assert record["title"] == "Kitakyushu's International Environmental Cooperation Programme"
    assert record["countries"] == ["JP"]
    assert record["cities"] == ["Kitakyushu"]
    assert record["recognitions"] == [{"level": "good", "cycle": 2002}]
    assert record["categories"] == [
        {
            "category": "Urban and Regional Planning",
            "subcategories": ["localizing Agenda 21", "urban renewal"],
        },
        {
            "category": "Environmental Management",
            "subcategories": ["ecological sustainability", "pollution reduction"],
        },
    ]
    assert record["level_of_activity"] == "Global"
    assert record["ecosystem"] == "Continental"


def test_the_reader_is_furniture_and_nowhere_in_the_record(page):
    for word in [*re.findall(r"\w+", after_label(7)), after_label(8)]:
        assert word in furniture(page)
        assert word not in str(page.record)
        assert word not in str(page.notes)


def test_foot_is_furniture(page):
    for words in ("Main Menu", "Search Database", "Sponsors", "To Order", "help@", "Copyright"):
        assert words in furniture(page)
        assert words not in str(page.record)


def test_summary(record):
    assert record["summary"].split("\n\n") == [line(number) for number in range(31, 42, 2)]


def test_narrative(record):
    assert [
        (section["heading"], section["limit"], section["words"]) for section in record["narrative"]
    ] == [
        ("Situation before the initiative began", 50, 50),
        ("Establishment of priorities", 100, 100),
        ("Formulation of objectives and strategies", 100, 98),
        ("Mobilisation of resources", 200, 200),
        ("Process", 400, 402),
        ("Results achieved", 250, 243),
        ("Sustainability", 300, 298),
        ("Lessons learned", 300, 299),
        ("Transferability", 300, 299),
    ]
    for section in record["narrative"]:
        assert count_words(section["text"]) == section["words"]


@pytest.mark.parametrize(("section", "above", "below"), [(0, 47, 49), (4, 73, 75), (6, 99, 101)])
def test_sentences_broken_by_a_page_end_are_whole(record, section, above, below):
    assert f"{line(above)} {line(below)}" in record["narrative"][section]["text"]


def test_last_section(record):
    paragraphs = record["narrative"][-1]["text"].split("\n\n")
    assert paragraphs[2].split("\n") == [line(number) for number in range(123, 129)]
    assert paragraphs[4] == f"{line(132)} {line(134)}"


def test_paragraphs(record):
    counts = [len(section["text"].split("\n\n")) for section in record["narrative"]]
    assert counts == [1, 2, 2, 3, 4, 5, 4, 4, 8]


def test_key_dates(record):
    dates = ["1965", "1980-08", "1996-12", "1997-12-15", "2000-09-05"]
    assert record["key_dates"] == [
        {"date": date, "text": after_label(number)}
        for date, number in zip(dates, range(144, 153, 2), strict=True)
    ]


def test_references_by_kind(record):
    kinds = [reference["kind"] for reference in record["references"]]
    assert kinds == ["press"] * 5 + ["report"] * 6 + ["web"] * 7
    assert all("url" not in reference for reference in record["references"][:11])


def test_press(record):
    assert [reference["text"] for reference in record["references"][:5]] == [
        f"{line(158)} {line(160)}",
        f"{line(162)} {line(164)}",
        line(166),
        line(168),
        f"{line(170)} {line(172)}",
    ]


def test_titles_above_one_source_are_noted(page):
    assert [note.line for note in page.notes if "without a source" in note.why] == [166, 168]


def test_reports(record):
    reports = [reference["text"] for reference in record["references"][5:11]]
    assert reports[:5] == [line(number)[3:].rstrip(";") for number in range(176, 185, 2)]
    assert reports[5] == f"{line(186)[3:]} {line(188)}"


def test_web_links(record):
    titles = [192, 196, 199, 202, 205, 208, 211]
    addresses = [194, 197, 200, 203, 206, 209, 212]
    assert record["references"][11:] == [
        {"kind": "web", "text": line(title)[3:].rstrip(":"), "url": line(address).strip("<>")}
        for title, address in zip(titles, addresses, strict=True)
    ]


def test_contact_and_nominator(record):
    assert record["contact"] == {
        "organisation": "Office for International Environmental Cooperation",
        "organisation_type": "Local Authority",
        "person": line(216),
        "address": line(218),
        "phones": [after_label(219)],
        "faxes": [after_label(220)],
        "emails": [after_label(221)],
    }
    assert record["nominating"] == "same as contact"


def partner(organisation, acronym, type_, support, person, address, phone, mail) -> dict:
    """Return the expected partner; the last four are numbers of lines."""
    return {
        "organisation": organisation,
        "acronym": acronym,
        "organisation_type": type_,
        "person": line(person),
        "address": "\n".join(line(number) for number in address),
        "phones": [after_label(phone)],
        "emails": [after_label(mail)],
        "support": [{"type": support}],
    }


def test_partners(record):
    assert record["partners"] == [
        partner(KITA, "KITA", NGO, "Technical", 232, (233, 234, 235), 236, 237),
        partner(KFAW, "KFAW", NGO, "Political", 244, (245, 246, 247), 248, 250),
        partner(ICSEAD, "ICSEAD", "Foundation", "Financial", 258, (260, 262, 264), 266, 268),
    ]


def test_financial_profile(record):
    assert [
        (year["year"], year["total"], *(share["percent"] for share in year["shares"]))
        for year in record["financials"]
    ] == [
        (1996, "9.71", "46", "18", "23", None),
        (1997, "8.97", "44", "18", "27", None),
        (1998, "8.83", "42", "17", "28", None),
        (1999, "8.40", "41", "17", "28", "1"),
        (2000, "8.53", "39", "17", "29", "3"),
    ]
    for year in record["financials"]:
        assert (year["unit"], year["currency"]) == ("million", "USD")
        assert [(share["label"], share["partner"]) for share in year["shares"]] == [
            ("KITA", KITA),
            ("KFAW", KFAW),
            ("ICSEAD", ICSEAD),
            ("IGES", None),
        ]
