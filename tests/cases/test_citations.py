import json
import re
from dataclasses import replace

import pytest

from cases.citations import Citation, apa, bibtex, chicago, citation_of, csl, csl_file, mla, ris
from tests.cases.making import make_record

CASE = Citation(
    key="riders-2026-v2",
    title="Buses Run by Their Riders",
    address="https://example.org/practices/riders/versions/2/",
    author="Transport Office",
    date="2026-11-24",
    version=2,
    language="en",
)
PASSAGE = Citation(**{**CASE.__dict__, "part": "Process, para. 3"})
LIST = Citation(
    key="search-2026-09-05",
    title="“water”; Region: Africa",
    address="https://example.org/search/?q=water",
    date="2026-09-05",
    part="list of 24 cases, state 812 of the data",
    accessed="2026-09-05",
)
NAME = "Best Practices Database"
ADDRESS = "https://example.org/practices/riders/versions/2/"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_NAME = NAME
    settings.SITE_URL = "https://example.org/"


def test_apa():
    head = "Transport Office. (2026, November 24). Buses Run by Their Riders"
    assert apa(CASE) == f"{head} (Version 2). {NAME}. {ADDRESS}"
    assert apa(PASSAGE) == f"{head} (Version 2, Process, para. 3). {NAME}. {ADDRESS}"
    assert apa(LIST) == (
        "“water”; Region: Africa (list of 24 cases, state 812 of the data). (2026, September 5). "
        f"{NAME}. Retrieved September 5, 2026, from https://example.org/search/?q=water"
    )


def test_chicago():
    head = f"Transport Office. 2026. “Buses Run by Their Riders.” {NAME}, version 2, November 24."
    assert chicago(CASE) == f"{head} {ADDRESS}."
    assert chicago(PASSAGE) == f"{head} Process, para. 3. {ADDRESS}."
    assert chicago(LIST).startswith("“‘water’; Region: Africa.” 2026. ")
    assert "September 5. List of 24 cases, state 812 of the data. Accessed" in chicago(LIST)
    assert "Accessed September 5, 2026. https" in chicago(LIST)


def test_mla():
    head = f"Transport Office. “Buses Run by Their Riders.” {NAME}, version 2, 24 Nov. 2026,"
    assert mla(CASE) == f"{head} {ADDRESS}."
    assert mla(PASSAGE) == f"{head} Process, para. 3, {ADDRESS}."
    assert mla(LIST).endswith("q=water. Accessed 5 Sept. 2026.")
    assert mla(replace(LIST, title="“water”")).startswith(f"“‘water.’” {NAME}, ")


def test_what_is_not_known_is_not_invented():
    unknown = Citation(key="x", title="Is it known?", address="https://example.org/x/")
    assert apa(unknown) == f"Is it known? (n.d.). {NAME}. https://example.org/x/"
    assert chicago(unknown) == f"“Is it known?” n.d. {NAME}. https://example.org/x/."
    assert mla(unknown) == f"“Is it known?” {NAME}, https://example.org/x/."
    year = Citation(key="x", title="T", address="https://example.org/x/", date="2002")
    assert "(2002)" in apa(year) and "“T.” 2002. Best Practices Database. https" in chicago(year)
    assert f"{NAME}, 2002, https" in mla(year)
    month = Citation(key="x", title="T", address="https://example.org/x/", date="2002-06")
    assert "(2002, June)" in apa(month) and "June 2002, https" in mla(month)


@pytest.mark.django_db
def test_a_record_is_cited_in_its_version():
    record = {**make_record(complete=True), "slug": "riders", "version": 2}
    passage = citation_of(record, "2026-11-24", "Process, para. 3")
    assert passage.key == "riders-2026-v2-process-para-3"
    cited = citation_of(record, "2026-11-24")
    assert cited.key == "riders-2026-v2"
    assert cited.address == ADDRESS
    assert (cited.author, cited.year, cited.version) == ("Transport Office", "2026", 2)
    assert cited.place == "Kitakyushu, Japan, China"
    assert cited.keywords == ("Housing", "Urban Governance")


@pytest.mark.django_db
def test_a_record_never_published_has_the_address_of_its_case():
    cited = citation_of({**make_record(), "slug": "riders", "contact": None})
    assert cited.address == "https://example.org/practices/riders/"
    assert (cited.author, cited.date, cited.version, cited.key) == ("", "", 0, "riders")
    assert citation_of(make_record()).address == ""


def test_bibtex_holds_every_character():
    title = r"50 % of {all} \ #1 & $2_3 ~^"
    entry = bibtex(
        Citation(key="k", title=title, address="https://example.org/a_b", author="A & B")
    )
    assert entry.count("{") - entry.count("}") == 0 and entry.startswith("@misc{k,\n")
    assert r"title = {{50 \% of \{all\} \textbackslash{} \#1 \& \$2\_3" in entry
    assert r"author = {{A \& B}}" in entry
    assert "url = {https://example.org/a_b}" in entry
    assert "year" not in entry and "note" not in entry


def test_ris_has_one_tag_a_line_and_ends():
    text = ris(Citation(**{**PASSAGE.__dict__, "abstract": "Two\nlines", "keywords": ("a", "b")}))
    lines = text.split("\r\n")
    assert lines[0] == "TY  - ELEC" and lines[-3:] == ["ER  - ", "", ""]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-2])
    assert "\n" not in text.replace("\r\n", "")
    assert {"AB  - Two lines", "KW  - a", "KW  - b", "SE  - Process, para. 3"} <= set(lines)
    assert "DA  - 2026/11/24" in lines and f"UR  - {ADDRESS}" in lines


def test_csl_is_a_web_page_with_its_dates():
    item = csl(LIST)
    assert item["type"] == "webpage"
    assert item["issued"] == item["accessed"] == {"date-parts": [[2026, 9, 5]]}
    assert "author" not in item and "version" not in item
    assert csl(CASE)["author"] == [{"literal": "Transport Office"}]
    assert json.loads(csl_file(PASSAGE))[0]["section"] == "Process, para. 3"
