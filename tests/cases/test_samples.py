"""The sample cases in cases/data/samples: sound records, and together a full collection."""

import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from cases.words import count_words

ROOT = Path(__file__).parents[2]
DATA = ROOT / "cases" / "data"
FILES = sorted((DATA / "samples").glob("*.json"))
VOCABULARIES = json.loads((DATA / "vocabularies.json").read_text("utf-8"))
SCHEMA = json.loads((ROOT / "cases" / "record" / "practice-1.schema.json").read_text("utf-8"))
LEVELS_OF_RECOGNITION = {"award", "best", "good", "promising"}
FOLLOW_UP_STATES = {"continuing", "grown", "changed", "ended", "no answer"}
MAIL = re.compile(r"[\w.+-]+@[\w.-]+")
PHONE = re.compile(r"(?i)\+\d[\d ()./-]{5,}\d|\b(?:phone|tel|fax|mobile)\b\.?:?\s*[\d(+]")
EXAMPLE_MAIL = re.compile(r"[\w.+-]+@example\.(org|com)")
EXAMPLE_PAGE = re.compile(r"https?://example\.(org|com)(/|$)")


def load(file):
    return json.loads(file.read_text("utf-8"))


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def file(request):
    return request.param


@pytest.fixture
def record(file):
    return load(file)


@pytest.fixture(scope="module")
def records():
    return [load(file) for file in FILES]


def table(name):
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def cities():
    return {(row["name"], row["country"]) for row in table("cities.tsv")}


def names(kind):
    return {term["name"] for term in VOCABULARIES[kind]}


def contact_blocks(record):
    blocks = [record["contact"], record["nominating"], *record["partners"]]
    return [block for block in blocks if isinstance(block, dict)]


def strings(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return []
    return [text for part in value for text in strings(part)]


# Each case by itself


def test_keys_stand_in_the_order_of_the_format(record):
    assert list(record) == list(SCHEMA["properties"])
    assert record["format"] == "practice/1"


def test_file_is_written_as_the_others_are(file, record):
    written = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    assert file.read_text("utf-8") == written


def test_slug_is_the_file_name(file, record):
    assert re.fullmatch(r"\d\d-" + re.escape(record["slug"]), file.stem)


def test_only_kitakyushu_is_not_invented(record):
    assert record["illustrative"] is (record["slug"] != "kitakyushu")
    assert record["source"]["kind"] == "sample"


def test_narrative_has_known_headings_in_order(record):
    known = [heading["name"] for heading in VOCABULARIES["narrative_formats"][0]["headings"]]
    used = [section["heading"] for section in record["narrative"]]
    assert used == [heading for heading in known if heading in used] != []


def test_words_are_counted_and_near_the_limit(record):
    limits = {h["name"]: h["limit"] for h in VOCABULARIES["narrative_formats"][0]["headings"]}
    for section in record["narrative"]:
        assert section["limit"] == limits[section["heading"]]
        assert section["words"] == count_words(section["text"]), section["heading"]
        assert section["words"] <= 1.15 * section["limit"], section["heading"]
    assert count_words(record["summary"]) <= VOCABULARIES["narrative_formats"][0]["summary_limit"]


def test_quotes_of_claims_stand_in_their_section(record):
    sections = {section["heading"]: section["text"] for section in record["narrative"]}
    for claim in record["claims"]:
        assert claim["quote"].strip(), record["slug"]
        assert claim["quote"] in sections[claim["section"]]


def test_terms_are_in_the_vocabularies(record):
    assert record["level_of_activity"] in VOCABULARIES["levels_of_activity"]
    assert record["ecosystem"] in VOCABULARIES["ecosystems"]
    subcategories = {term["name"]: term["subcategories"] for term in VOCABULARIES["categories"]}
    for branch in record["categories"]:
        assert set(branch["subcategories"]) <= set(subcategories[branch["category"]])
    cycles = {cycle["year"] for cycle in VOCABULARIES["cycles"]}
    assert {row["cycle"] for row in record["recognitions"]} <= cycles
    types = {block["organisation_type"] for block in contact_blocks(record)}
    assert types <= set(VOCABULARIES["organisation_types"])


def test_partners_support_in_known_ways(record):
    for partner in record["partners"]:
        assert partner["support"], partner["organisation"]
        for support in partner["support"]:
            assert support["type"] in VOCABULARIES["support_types"]
            assert bool(support["text"]) == (support["type"] == "Other"), partner["organisation"]


def test_places_are_in_the_table_of_cities(record, cities):
    for city in record["cities"]:
        assert any((city, country) in cities for country in record["countries"]), city
    for transfer in record["transfers"]:
        assert not transfer["city"] or (transfer["city"], transfer["country"]) in cities


def test_shares_and_the_rest_make_the_whole(record):
    partners = {partner["organisation"] for partner in record["partners"]}
    for year in record["financials"]:
        stated = [Decimal(share["percent"]) for share in year["shares"] if share["percent"]]
        rest = year["unassigned"]
        assert (rest is None) == (not stated), year["year"]
        assert not stated or sum(stated) + Decimal(rest) == 100, year["year"]
        assert re.fullmatch("[A-Z]{3}", year["currency"])
        assert {share["partner"] for share in year["shares"]} <= {*partners, None}


def test_no_personal_data(record):
    for block in contact_blocks(record):
        assert not any(block.get(key) for key in ("person", "phones", "faxes"))
    for text in strings(record):
        assert not PHONE.search(text), text
        assert all(EXAMPLE_MAIL.fullmatch(mail) for mail in MAIL.findall(text)), text


def test_invented_cases_link_to_example_pages_only(record):
    if record["illustrative"]:
        pages = [text for text in strings(record) if re.match(r"https?:", text)]
        assert [page for page in pages if not EXAMPLE_PAGE.match(page)] == []


@pytest.mark.parametrize("text", ["+81 93 000 0000", "Phone: (093) 1", "Fax 12"])
def test_phone_numbers_are_seen(text):
    assert PHONE.search(text)


# All cases together


def test_slugs_and_titles_are_unique(records):
    assert len({record["slug"] for record in records}) == len(records) == 31
    assert len({record["title"] for record in records}) == len(records)


def test_every_category_occurs(records):
    used = {branch["category"] for record in records for branch in record["categories"]}
    assert used == names("categories")


@pytest.mark.parametrize(
    ("key", "kind"), [("level_of_activity", "levels_of_activity"), ("ecosystem", "ecosystems")]
)
def test_every_scale_occurs(records, key, kind):
    assert {record[key] for record in records} == set(VOCABULARIES[kind])


def test_every_recognition_and_cycle_occurs(records):
    rows = [row for record in records for row in record["recognitions"]]
    assert {row["level"] for row in rows} == LEVELS_OF_RECOGNITION
    assert {row["cycle"] for row in rows} == {cycle["year"] for cycle in VOCABULARIES["cycles"]}


def test_every_region_occurs(records):
    regions = {row["code"]: row["region"] for row in table("countries.tsv")}
    used = {regions[country] for record in records for country in record["countries"]}
    assert used == set(VOCABULARIES["regions"])


def test_special_features_occur(records):
    follow_ups = {row["state"] for record in records for row in record["follow_ups"]}
    results = {row["result"] for record in records for row in record["transfers"]}
    partners = [p["organisation"] for record in records for p in record["partners"]]
    assert follow_ups == FOLLOW_UP_STATES
    assert "tried and stopped" in results
    assert {"en", "fr", "ar"} <= {record["language"] for record in records}
    assert any(len(record["recognitions"]) > 1 for record in records)
    assert any(not record["financials"] for record in records)
    prices = json.loads((DATA / "prices.json").read_text("utf-8"))
    years = {str(year["year"]) for record in records for year in record["financials"]}
    assert years - set(prices["deflator"]["index"]), "every year can be computed"
    assert {c["evidence"] for r in records for c in r["claims"]} == {"self-reported", "third party"}
    assert {len(row["date"]) for r in records for row in r["key_dates"]} == {4, 7, 10}
    assert any(row.get("disagreement") for r in records for row in r["recognitions"])
    assert len(set(partners)) < len(partners), "no partner is shared by two cases"


@pytest.mark.parametrize(
    "earlier", sorted((DATA / "samples" / "earlier").glob("*.json")), ids=lambda file: file.stem
)
def test_an_earlier_state_is_a_sound_record_of_a_case_that_changed(earlier):
    before, now = load(earlier), load(DATA / "samples" / earlier.name)
    jsonschema.validate(before, SCHEMA)
    assert before["slug"] == now["slug"] and before != now
    for section in before["narrative"]:
        assert section["words"] == count_words(section["text"])
    for claim in before["claims"]:
        assert any(claim["quote"] in section["text"] for section in before["narrative"])
