"""A whole page of the family, in our own words: every field of its record."""

import pytest

from cases.importers.report import counted
from tests.cases.importers.saved_pages import LINDHAVEN, furniture, parse

LTA, GHT = "Lindhaven Tenants' Association", "Guild of Harbour Tinsmiths"
NIW = "Northern Institute for Water"


@pytest.fixture(scope="module")
def page():
    return parse(LINDHAVEN)


@pytest.fixture(scope="module")
def record(page):
    return page.record


def test_nothing_is_left_over(page):
    assert page.problems == []
    assert page.candidates == []
    assert counted(page.text, page.spans)["unmapped"] == 0
    assert page.encoding == "utf-8"


def test_head(record):
    assert record["title"] == "Lindhaven's Rooftop Rain Programme"
    assert record["countries"] == ["NO"]
    assert record["cities"] == ["Lindhaven"]
    assert record["recognitions"] == [{"level": "best", "cycle": 2000}]
    assert record["categories"] == [
        {
            "category": "Water and Sanitation",
            "subcategories": ["supply and demand management", "low-cost sanitation"],
        },
        {"category": "Housing", "subcategories": ["slum upgrading"]},
    ]
    assert record["level_of_activity"] == "City/Town"
    assert record["ecosystem"] == "Coastal"


def test_reader_head_and_foot_are_furniture(page):
    for words in ("Best Practices Database", "Reader", "30-JUN-05", "Sponsors", "Copyright"):
        assert words in furniture(page)
        assert words not in str(page.record)


def test_running_text(record):
    assert record["summary"].split("\n\n")[1].endswith("serves a school, a clinic or a workshop.")
    sections = record["narrative"]
    assert [section["words"] for section in sections] == [26, 33, 27, 26, 39, 25, 21, 22, 40]
    assert [section["limit"] for section in sections] == [50, 100, 100, 200, 400, 250] + [300] * 3
    assert sections[0]["text"].endswith(
        "and children who carried water came late to school or stayed away."
    )
    assert "stairs. The council adopted" in sections[1]["text"]
    assert sections[2]["text"].count("\n\n") == 1
    assert sections[8]["text"].split("\n\n")[1] == (
        "1. the loan for a whole stair,\n"
        "2. the double seam,\n"
        "3. the elected warden who settles quarrels."
    )
    assert sections[8]["text"].split("\n\n")[2].startswith("Brattvik copied all three; Sundmoen is")


def test_key_dates(record):
    assert record["key_dates"] == [
        {"date": "1988", "text": "First tank on the sail loft"},
        {"date": "1990-03", "text": "Tenants' fund opens."},
        {"date": "1993-05-07", "text": "Nineteenth warden elected"},
    ]


def test_references(record):
    assert record["references"] == [
        {
            "kind": "press",
            "text": '"Rain for Rent" Havnebladet (a weekly of Lindhaven), 4 July 1994',
        },
        {"kind": "press", "text": '"The Double Seam"'},
        {"kind": "press", "text": '"Who Owns the Gutter?" Kystposten, No. 12, 1997'},
        {"kind": "report", "text": "Lindhaven Tenants' Fund, Ten Wet Seasons, 1999"},
        {"kind": "report", "text": "Two Decades on the Roof: notes of the stair wardens"},
        {
            "kind": "web",
            "text": "Tenants' fund, town of Lindhaven",
            "url": "http://www.example.org/~fund/roofs",
        },
        {
            "kind": "web",
            "text": "Drawings of the double seam",
            "url": "http://www.example.org/seam.htm#fig2",
        },
    ]


def test_contact_and_nominator(record):
    assert record["contact"] == {
        "organisation": "Office for Roofs and Rain",
        "organisation_type": "Local Authority",
        "person": "Signe Askeland (Ms)",
        "address": "Kaiveien 3, 9990 Lindhaven, Norway",
        "phones": ["+47-5550-0101"],
        "faxes": ["+47-5550-0102"],
        "emails": ["signe_askeland@roofs.example.org"],
    }
    assert record["nominating"] == "same as contact"


def test_partners(record):
    assert record["partners"] == [
        {
            "organisation": LTA,
            "acronym": "LTA",
            "organisation_type": "Community-based Organisation (CBO)",
            "person": "Mr. Odd Bergli",
            "address": "Trappegata 14,\nNordbyen,\n9991 Lindhaven, Norway",
            "phones": ["+47-5550-0111"],
            "emails": ["odd@lta.example.org"],
            "support": [{"type": "Financial"}],
        },
        {
            "organisation": GHT,
            "acronym": "GHT",
            "organisation_type": "Professional Association",
            "person": "Mr. Leif Dahle",
            "address": "Smedgata 2,\n9990 Lindhaven, Norway",
            "phones": ["+47-5550-0121"],
            "emails": ["leif@ght.example.org"],
            "support": [{"type": "Technical"}],
        },
        {
            "organisation": NIW,
            "acronym": "NIW",
            "organisation_type": "Academic/Research",
            "person": "Dr. Kari Moen",
            "address": "Elvegata 40,\n9010 Nordstad, Norway",
            "phones": ["+47-5550-0131"],
            "emails": ["kari@niw.example.org"],
            "support": [{"type": "Technical"}],
        },
    ]


def test_financial_profile(record):
    partners = [("LTA", LTA), ("GHT", GHT), ("NIW", NIW), ("HARBOUR", None)]
    expected = {
        1990: ("120.5", "60", "5", None, "20"),
        1991: ("98.25", "55", "6", "10", None),
        1992: ("101", "50", "6", "12.5", "18"),
    }
    assert record["financials"] == [
        {
            "year": year,
            "total": total,
            "unit": "thousand",
            "currency": "USD",
            "shares": [
                {"label": label, "partner": partner, "percent": percent}
                for (label, partner), percent in zip(partners, percents, strict=True)
            ],
        }
        for year, (total, *percents) in expected.items()
    ]


def test_notes_say_what_was_chosen(page):
    assert [(note.line, note.why) for note in page.notes] == [
        (11, "Lindhaven is taken as a city because the title names it"),
        (58, "the page prints 38 words, 39 are counted"),
        (104, "a title without a source of its own"),
    ]


def test_spans_name_the_fields_of_the_record(page):
    said = {}
    for start, end, path in page.spans:
        said.setdefault(path, page.text[start:end])
    assert said["title"] == "Lindhaven's Rooftop Rain Programme"
    assert said["recognitions.0.cycle"] == "2000"
    assert said["categories.0.subcategories.1"] == "low-cost sanitation"
    assert said["narrative.5.heading"] == "Result Achieved"
    assert said["key_dates.2.date"] == "7 May 1993"
    assert said["partners.1.emails.0"] == "leif@ght.example.org"
    assert said["partners.2.support.0.type"] == "Technical Support"
    assert said["financials.*.currency"] == "US\\$"
    assert said["financials.*.shares.3.label"] == "HARBOUR"
    assert said["financials.2.shares.2.percent"] == "12.5 %"
