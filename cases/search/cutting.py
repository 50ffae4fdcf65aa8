"""From what is known of a practice to a document of the index: texts cut into terms, once each."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

import tantivy

from . import schema
from .analysis import Analyser, analyser, compounds, vocabulary, words
from .document import SearchDocument

TITLE_WEIGHT = 2
KEPT_TERMS = 100
"""How many of a document's terms are stored, the most frequent first, for feedback and kinship."""


class Cut:
    """Texts of one column: the terms of each, joined by blanks, and the chunks of all.

    The last value has the hyphenated words written as one.
    """

    def __init__(self, texts: Iterable[str], terms: Analyser):
        self.values: list[str] = []
        self.chunks: list[str] = []
        self.terms: list[str] = []
        joined = []
        for text in texts:
            chunks = text.split()
            found = list(map(terms.__getitem__, chunks))
            self.values.append(" ".join(found))
            self.chunks += chunks
            self.terms += found
            joined.append(terms.compounds(text))
        if compound := " ".join(filter(None, joined)):
            self.values.append(compound)
            self.terms.append(compound)


def to_index(found: SearchDocument) -> tantivy.Document:
    terms = analyser(found.language)
    document = tantivy.Document()
    document.add_unsigned("practice", found.practice)
    texts = {**found.texts, "open": [("title", found.title), *found.texts["open"]]}
    cut = {name: Cut((text for _kind, text in stored), terms) for name, stored in texts.items()}
    title = [terms.text(found.title)] * (TITLE_WEIGHT - 1)
    counts: Counter = Counter(title + cut["open"].terms)
    document.add_bytes("open_terms", _most_frequent(counts))
    counts.update(cut["closed"].terms)
    document.add_bytes("all_terms", _most_frequent(counts))
    for value in title + cut["open"].values:
        document.add_text("open", value)
        document.add_text("all", value)
    for value in cut["closed"].values:
        document.add_text("all", value)
    for column, stored in texts.items():
        document.add_bytes(f"{column}_texts", json.dumps([found.language, stored]).encode())
        document.add_text(f"{column}_words", " ".join(vocabulary(cut[column].chunks)))
    document.add_text("title_words", " ".join(words(found.title) + compounds(found.title)))
    for name, value in _whole_terms(found):
        document.add_text(name, value)
    for name in schema.NUMBER_KEYS:
        document.add_unsigned(name, found.keys[name])
    for name in schema.TEXT_KEYS:
        document.add_text(name, found.keys[name])
    return document


def _most_frequent(counts: Counter) -> bytes:
    """Return the most frequent terms with their number; a key of ``counts`` may hold several."""
    single = dict(counts)
    single.pop("", None)
    for several in [key for key in single if " " in key]:
        number = single.pop(several)
        for term in several.split():
            single[term] = single.get(term, 0) + number
    least = min(sorted(single.values(), reverse=True)[:KEPT_TERMS], default=0)
    kept = sorted([(-number, term) for term, number in single.items() if number > least])
    kept += [(-least, term) for term in sorted([t for t, n in single.items() if n == least])]
    return " ".join([f"{term} {-number}" for number, term in kept[:KEPT_TERMS]]).encode()


def _whole_terms(found: SearchDocument) -> Iterator[tuple[str, str]]:
    """Yield what is not cut: names, and the values of facets, each with its field."""
    for column, names in found.names.items():
        for name in names:
            yield f"{column}_names", name
    for name, values in found.facets.items():
        for value in values:
            yield (name, value) if name in schema.LONG else ("facets", f"{name}:{value}")
    for year in found.open_years:
        yield "facets", f"open_year:{year}"
    for year in found.years:
        yield "facets", f"year:{year}"
