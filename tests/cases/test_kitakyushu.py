"""The sample case of Kitakyushu: the facts of the real page, and none of its sentences."""

import re

import pytest

from tests.cases.test_samples import DATA, ROOT, load, strings

SEED = ROOT.parent / "shared" / "seed" / "kitakyushu.txt"
# Names of plans, networks and bodies, which nobody can put in other words.
NAMES = (
    "Environmental Cooperation Network of Asian Cities",
    "International Centre for the Study of East Asian Development",
    "Kitakyushu Forum on Asian Women",
    "Kitakyushu Initiative for a Clean Environment",
    "Kitakyushu Initiative Network for a Clean Environment",
    "Kitakyushu International Environmental Cooperation Promotion Plan",
    "Kitakyushu International Techno-cooperative Association",
    "Kitakyushu's International Environmental Cooperation Programme",
    "Office for International Environmental Cooperation",
)


@pytest.fixture(scope="module")
def kitakyushu():
    return load(DATA / "samples" / "01-kitakyushu.json")


def test_kitakyushu_keeps_the_facts(kitakyushu):
    assert [(r["level"], r["cycle"]) for r in kitakyushu["recognitions"]] == [("good", 2002)]
    assert [row["date"] for row in kitakyushu["key_dates"]] == [
        "1965",
        "1980-08",
        "1996-12",
        "1997-12-15",
        "2000-09-05",
    ]
    shares = {
        year["year"]: [year["total"], *(share["percent"] for share in year["shares"])]
        for year in kitakyushu["financials"]
    }
    assert shares == {
        1996: ["9.71", "46", "18", "23", None],
        1997: ["8.97", "44", "18", "27", None],
        1998: ["8.83", "42", "17", "28", None],
        1999: ["8.40", "41", "17", "28", "1"],
        2000: ["8.53", "39", "17", "29", "3"],
    }
    rest = [year["unassigned"] for year in kitakyushu["financials"]]
    assert rest == ["13", "11", "13", "13", "12"]


def words(text):
    return re.findall(r"\w+", text.lower())


def runs(text, length=7):
    found = words(text)
    return {" ".join(found[at : at + length]) for at in range(len(found) - length + 1)}


def without_names(text):
    """Return the pieces of ``text`` between the names in it."""
    pieces = " ".join(words(text))
    for name in NAMES:
        pieces = pieces.replace(" ".join(words(name)), "\n")
    return pieces.splitlines()


def told(record):
    """Return every text of a record but its works, which keep their titles and addresses."""
    return strings({key: value for key, value in record.items() if key != "references"})


def test_kitakyushu_repeats_nothing_of_the_page_it_is_told_from(kitakyushu):
    if not SEED.exists():
        pytest.skip("../shared/seed/kitakyushu.txt is not there to compare with")
    page = runs(SEED.read_text("utf-8"))
    assert runs(" ".join(told(kitakyushu))), "nothing to compare"
    pieces = [piece for text in told(kitakyushu) for piece in without_names(text)]
    assert [run for piece in pieces for run in sorted(runs(piece) & page)] == []


def test_a_repeated_sentence_would_be_seen():
    page = runs("One two three four five six seven eight.")
    assert runs(without_names("So one two, three four five six seven.")[0]) & page
