"""From what is known of a practice to the fields of its document: texts cut into terms, once each.

What comes out is plain data, so it can be made in one process and written by another.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from . import schema
from .analysis import Analyser, analyser, compounds, words
from .document import SearchDocument
from .stored import packed, packed_terms

TITLE_WEIGHT = 2

Fields = dict[str, list]


class Cut:
    """Texts of one column: the terms of each, joined by blanks, and the different words of all.

    The last value has the hyphenated words written as one.
    """

    def __init__(self, texts: Iterable[str], terms: Analyser):
        self.values: list[str] = []
        self.words: set[str] = set()
        self.terms: list[str] = []
        joined = []
        for text in texts:
            found = list(map(terms.__getitem__, text.split()))
            if not found:
                continue
            cut, spelled = zip(*found, strict=True)
            self.values.append(" ".join(cut))
            self.words.update(spelled)
            self.terms += cut
            joined.append(terms.compounds(text))
        if compound := " ".join(filter(None, joined)):
            self.values.append(compound)
            self.terms.append(compound)


def to_index(found: SearchDocument) -> Fields:
    """Return the values of each field of the index."""
    terms = analyser(found.language)
    texts = {**found.texts, "open": [("title", found.title), *found.texts["open"]]}
    cut = {name: Cut((text for _kind, text in stored), terms) for name, stored in texts.items()}
    title = [terms.text(found.title)] * (TITLE_WEIGHT - 1)
    counts: Counter = Counter(title + cut["open"].terms)
    fields: Fields = defaultdict(list, practice=[found.practice])
    fields["open_terms"] = [packed_terms(counts)]
    counts.update(cut["closed"].terms)
    fields["all_terms"] = [packed_terms(counts)]
    fields["open"] = title + cut["open"].values
    fields["all"] = fields["open"] + cut["closed"].values
    for column, stored in texts.items():
        fields[f"{column}_texts"] = [packed(found.language, stored)]
    fields["open_words"] = [" ".join(cut["open"].words)]
    fields["closed_words"] = [" ".join(cut["closed"].words - cut["open"].words)]
    fields["title_words"] = [" ".join(words(found.title) + compounds(found.title))]
    for name, value in _whole_terms(found):
        fields[name].append(value)
    for name in schema.NUMBER_KEYS + schema.TEXT_KEYS:
        fields[name] = [found.keys[name]]
    return dict(fields)


def _whole_terms(found: SearchDocument) -> Iterator[tuple[str, str]]:
    """Yield what is not cut: names, and the values of facets, each with its field."""
    for column, names in found.names.items():
        for name in names:
            yield f"{column}_names", name
    for name, values in found.facets.items():
        for value in values:
            yield (name, value) if name in schema.LONG else ("facets", f"{name}:{value}")
    for year in found.open_years:
        yield "open_years", str(year)
    for year in found.years:
        yield "all_years", str(year)
