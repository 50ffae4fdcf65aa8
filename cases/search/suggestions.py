"""What somebody who types may mean: cases by their title, places, categories, organisations."""

from dataclasses import dataclass

from tantivy import Order, Query

from cases import glossary
from cases.access import Reader
from cases.models import Practice
from fields.term import said

from .analysis import words
from .names import beginnings
from .reading import Reading, all_of, unscored
from .schema import columns_of
from .stored import GAP
from .sync import fresh_reading

SHORTEST = 2
LONGEST = 100
CASE = "case"
GROUPS = (
    (("region", "country", "city"), 3),
    (("category",), 2),
    (("organisation", "funder"), 3),
)
"""So many of the first kinds are suggested, then so many of the next; cases come first."""
OF_VOCABULARIES = ("region", "country", "category")
MOST_CASES = 3
SPARE = 3
"""So many times more names are looked up than shown: some are of cases that have just left."""


@dataclass(frozen=True)
class Suggestion:
    """A name of a kind: "case" or a facet.

    ``value`` is the slug of a case or the value of a facet; ``cases`` is how many cases have it.
    """

    kind: str
    value: str
    label: str
    cases: int = 1


def suggest(text: str, reader: Reader) -> list[Suggestion]:
    """Return names of which words begin as ``text`` does, and titles of which all its words do.

    Only of what ``reader`` may see; none for less than SHORTEST letters, and none while there is no
    index.
    """
    typed = words(text[:LONGEST])
    if len("".join(typed)) < SHORTEST:
        return []
    reading = fresh_reading()
    if reading is None:
        return []
    found = _cases(reading, typed)
    for kinds, most in GROUPS:
        names = {}
        for kind in kinds:
            for prefix in _prefixes(kind, " ".join(typed)):
                for name in _names(reading, kind, prefix, reader, most):
                    names.setdefault((name.kind, name.value), name)
        found += sorted(names.values(), key=lambda name: (-name.cases, name.label))[:most]
    return found


def _cases(reading: Reading, typed: list[str]) -> list[Suggestion]:
    """Return the cases with the highest recognition that have the words in their titles."""
    having = [Query.regex_query(reading.schema, "title_words", f"{word}.*") for word in set(typed)]
    found = reading.searcher.search(
        unscored(all_of(having)),
        MOST_CASES,
        count=False,
        order_by_field="recognition",
        order=Order.Desc,
    )
    keys = reading.practices([address for _key, address in found.hits])
    rows = Practice.objects.published().filter(pk__in=keys).values_list("pk", "slug", "title")
    titles = {pk: Suggestion(CASE, slug, title) for pk, slug, title in rows}
    return [titles[pk] for pk in keys if pk in titles]


def named(reading: Reading, kind: str, text: str, reader: Reader) -> dict[str, str]:
    """Return all values of a kind with their labels, of whose names a word begins as ``text``."""
    prefix = f"{kind}{GAP}{' '.join(words(text[:LONGEST]))}"
    labels: dict[str, str] = {}
    for column in columns_of(reader):
        field = f"{column}_names"
        for term, _count in reading.searcher.terms_with_prefix(field, prefix):
            _kind, _beginning, value, label = term.split(GAP)
            if labels.get(value, label) == label or _is_there(reading, field, term):
                labels[value] = label
    return {value: _said(kind, label) for value, label in labels.items()}


def _is_there(reading: Reading, field: str, term: str) -> bool:
    """Whether a case has the term still: a name that was changed stays until segments merge."""
    return reading.count(reading.term(field, term)) > 0


def _prefixes(kind: str, typed: str) -> list[str]:
    """Return what names of a kind may begin with that are typed in the reader's language."""
    if kind not in OF_VOCABULARIES:
        return [typed]
    meant = (
        " ".join(words(name))
        for name, translation in glossary.words().items()
        if any(beginning.startswith(typed) for beginning in beginnings(translation))
    )
    return [typed, *meant]


def _said(kind: str, label: str) -> str:
    """Return the label of a name in the reader's language; of a city, its country's is."""
    if kind == "city":
        city, comma, country = label.rpartition(", ")
        return f"{city}{comma}{said(country)}"
    return said(label) if kind in OF_VOCABULARIES else label


def _names(reading: Reading, kind: str, typed: str, reader: Reader, most: int) -> list[Suggestion]:
    found: list[Suggestion] = []
    for column in columns_of(reader):
        field = f"{column}_names"
        prefix = f"{kind}{GAP}{typed}"
        for term, _count in reading.searcher.terms_with_prefix(field, prefix, limit=SPARE * most):
            _kind, _beginning, value, label = term.split(GAP)
            cases = reading.count(reading.term(field, term))
            if cases:
                found.append(Suggestion(kind, value, _said(kind, label), cases))
    return found
