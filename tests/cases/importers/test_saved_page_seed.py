"""The real page: every field of it, nothing lost, nothing invented."""

import pytest

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


def test_nothing_is_left_over(page):
    check_books(page)
    check_leaves(page)
    assert page.problems == []
    assert page.candidates == []
    assert page.unmapped == 0


def test_only_the_keys_the_page_states(record):
    assert list(record) == (
        ["format", "title", "countries", "cities", "recognitions", "categories", "level_of_activity", "ecosystem", "summary", "narrative", "key_dates", "references", "contact", "nominating", "partners", "financials"]
    )


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
    head = furniture(page)
    for word in ("Vervoorn", "IHS", "31-DEC-09"):
        assert word in head
        assert word not in str(page.record)
    assert not any("Vervoorn" in str(remark) for remark in page.notes)


def test_foot_is_furniture(page):
    for words in ("Main Menu", "Search Database", "Sponsors", "To Order", "help@", "Copyright"):
        assert words in furniture(page)
        assert words not in str(page.record)


def test_summary(record):
    paragraphs = record["summary"].split("\n\n")
    assert len(paragraphs) == 6
    assert paragraphs[0].startswith("The City of Kitakyushu experienced")
    assert paragraphs[-1].endswith("was endorsed in September 2000.")


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


def test_sentences_broken_by_a_page_end_are_whole(record):
    texts = {section["heading"]: section["text"] for section in record["narrative"]}
    assert "but they don't always accomplish" in texts["Situation before the initiative began"]
    assert "sewerage improvement and dredging" in texts["Process"]
    assert "to various environment training" in texts["Sustainability"]
    assert "is willing to cooperate with" in texts["Transferability"]
    counts = [len(section["text"].split("\n\n")) for section in record["narrative"]]
    assert counts == [1, 2, 2, 3, 4, 5, 4, 4, 8]


def test_list_keeps_its_items(record):
    items = record["narrative"][-1]["text"].split("\n\n")[2].split("\n")
    assert [item[:3] for item in items] == ["1. ", "2. ", "3. ", "4. ", "5. ", "6. "]


def test_key_dates(record):
    assert [date["date"] for date in record["key_dates"]] == [
        "1965",
        "1980-08",
        "1996-12",
        "1997-12-15",
        "2000-09-05",
    ]
    assert record["key_dates"][1]["text"] == "Acceptance of international trainees began."
    assert record["key_dates"][4]["text"].endswith('Clean Environment" by ESCAP')


def test_references_by_kind(record):
    kinds = [reference["kind"] for reference in record["references"]]
    assert kinds == ["press"] * 5 + ["report"] * 6 + ["web"] * 7
    assert all("url" not in reference for reference in record["references"][:11])


def test_press(record):
    assert [reference["text"] for reference in record["references"][:5]] == [
        '"Kitakyushu a Stellar Environmental City" '
        "The Daily Yomiuri (Newspaper in Japan) January 1, 2002",
        '"Kitakyushu -Environmental Lessons" Kinnaree, (Magazine of Thai Airline) January, 2001',
        '"Promoting Co-operation with Asian Cities"',
        '"Polluted Kitakyushu Changes Image"',
        '"Children Learn about Loving Nature" '
        "The Sunday Times, (Newspaper in Malaysia) April 23, 2000",
    ]


def test_titles_above_one_source_are_noted(page):
    assert [note.line for note in page.notes if "without a source" in note.why] == [166, 168]


def test_reports(record):
    reports = [reference["text"] for reference in record["references"][5:11]]
    assert reports[0] == "OECD Report of 1985"
    assert reports[5] == (
        "For People, the earth and coming generations: "
        "International environmental cooperation, the City of Kitakyushu"
    )


def test_web_links(record):
    links = [(reference["text"], reference["url"]) for reference in record["references"][11:]]
    assert links[0] == (
        "International Environmental Cooperation, city of Kitakyushu",
        "http://www.city.kitakyushu.jp/~k2602050/indexe",
    )
    assert [url for _, url in links[1:]] == [
        "http://www.unescap.org/mced2000/index.htm",
        "http://www.unescap.org/mced2000/mcedreport.pdf",
        "http://www.unescap.org/mced2000/kitakyushu.pdf",
        "http://www.iges.or.jp/kitakyushu",
        "http://www.global500japan.org/index-e.html#about",
        "http://www.unep.org/documents/default.asp?documentid=201&articleid=2862",
    ]
    assert [text for text, _ in links[4:]] == [
        "Kitakyushu Initiative Network",
        "Global 500 Award",
        "Press Release of UNEP",
    ]


def test_contact_and_nominator(record):
    assert record["contact"] == {
        "organisation": "Office for International Environmental Cooperation",
        "organisation_type": "Local Authority",
        "person": "Emiko Murakami (Ms)",
        "address": "Jonai 1-1, Kokurakita-ku, Kitakyushu, 803-8501 Japan",
        "phones": ["+81-93-582-3804"],
        "faxes": ["+81-93-582-2196"],
        "emails": ["emiko_murakami01@mail2.city.kitakyushu.jp"],
    }
    assert record["nominating"] == "same as contact"


def test_partners(record):
    town = "Kokurakita-ku,\nKitakyushu, Japan 803-0814"
    assert record["partners"] == [
        {
            "organisation": KITA,
            "acronym": "KITA",
            "organisation_type": NGO,
            "person": "Mr. Hideo Naito",
            "address": "Hirano 1-1-1,\nYahatahigashi-ku,\nKitakyushu, Japan 805-0062",
            "phones": ["+81-93-662-7770"],
            "emails": ["naito@kita.or.jp"],
            "support": [{"type": "Technical"}],
        },
        {
            "organisation": KFAW,
            "acronym": "KFAW",
            "organisation_type": NGO,
            "person": "Mr. Tetsuomi Eguchi",
            "address": f"Ootemachi 11-4,\n{town}",
            "phones": ["+81-93-583-3434"],
            "emails": ["kfaw@kfaw.or.jp"],
            "support": [{"type": "Political"}],
        },
        {
            "organisation": ICSEAD,
            "acronym": "ICSEAD",
            "organisation_type": "Foundation",
            "person": "Ms. Saori Demizu",
            "address": f"Ootemachi 11-4,\n{town}",
            "phones": ["+81-93-583-6202"],
            "emails": ["yoshida@icsead.or.jp"],
            "support": [{"type": "Financial"}],
        },
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
