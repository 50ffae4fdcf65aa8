"""Categories, level of activity and ecosystem, as the page's head labels them."""

import re

from cases.importers.saved_page.headings import CATEGORIES, ECOSYSTEM, LEVEL, head_label
from cases.importers.saved_page.ledger import Fields, Ledger
from cases.importers.saved_page.lines import Line
from cases.importers.saved_page.vocabulary import Vocabulary

BULLET = re.compile(r"[-*•·▪–]\s*")
SEPARATORS = (re.compile(r";"), re.compile(r","))


class Classification:
    """Reads the lines below the labels of the head into ``found``, keyed as in the record.

    A term the vocabulary lacks becomes a candidate; a second level or ecosystem is left.
    """

    def __init__(self, ledger: Ledger, vocabulary: Vocabulary):
        self.ledger, self.vocabulary = ledger, vocabulary
        self.found: dict = {}
        self.label: str | None = None
        self.above = ""
        self._scales = {LEVEL: vocabulary.level_of_activity, ECOSYSTEM: vocabulary.ecosystem}

    def read(self, line: Line, opens_block: bool) -> bool:
        """Read ``line`` if it is a label, or belongs to the label above; tell if it did."""
        label = head_label(line)
        if label:
            self.label, _, value = label
        elif self.label and self._belongs(line, opens_block):
            value = line
        else:
            self.label = None
            return False
        if not value.text:
            self.ledger.take(line)
        elif self.label == CATEGORIES:
            self.ledger.take(line, *self._categories(value))
        else:
            self.ledger.take(line, *self._scale(self.label, value))
            self.label = None
        return True

    def _belongs(self, line: Line, opens_block: bool) -> bool:
        """Tell whether a line without a label is a value of the label above it."""
        if self.label in self._scales:
            return self._scales[self.label](line.text) is not None
        name = line.text.partition(":")[0]
        known = self._classified(name) or self._classified(line.text)
        return not opens_block or bool(known or BULLET.match(line.text))

    def _scale(self, label: str, value: Line) -> Fields:
        """Read the level of activity or the ecosystem, of which the record holds one each."""
        name = self._scales[label](value.text)
        several = all(self._scales[label](part.text) for part in value.split(SEPARATORS[1]))
        if label in self.found or (several and not name):
            self.ledger.problem(value, "more than one value; the record holds one")
        elif name is None:
            self.ledger.candidate(label.replace("_", " "), value)
        else:
            self.found[label] = name
            return [(value, label)]
        return [(value, None)]

    def _classified(self, name: str) -> tuple[str, str | None] | None:
        """Return what ``name`` is below the last top category; see ``Vocabulary.classified``."""
        return self.vocabulary.classified(name, self.above)

    def _categories(self, line: Line) -> Fields:
        """Read a top category, sub-categories of the last one, or both ("Top: sub; sub")."""
        bullet = BULLET.match(line.text)
        terms = line.part(bullet.end() if bullet else 0)
        before, colon, _ = terms.text.partition(":")
        fields = self._term(terms.part(0, len(before)), "category") if colon else []
        rest = terms.part(len(before) + 1) if colon else terms
        vocabulary = "subcategory" if bullet or colon else "category"
        return fields + [
            field for term in self._terms(rest) for field in self._term(term, vocabulary)
        ]

    def _terms(self, line: Line) -> list[Line]:
        """Return the terms of a line: all of it if it is one, else what ; or , separate."""
        if self._classified(line.text):
            return [line]
        for separator in SEPARATORS:
            parts = line.split(separator)
            if len(parts) > 1 and any(self._classified(part.text) for part in parts):
                return parts
        return [line] if line.text else []

    def _term(self, term: Line, vocabulary: str) -> Fields:
        """Read one term; ``vocabulary`` is what it is a candidate for when nobody knows it."""
        found = self._classified(term.text)
        if found is None:
            self.ledger.candidate(vocabulary, term, self.above if vocabulary != "category" else "")
            if vocabulary == "category":
                self.above = term.value
            return [(term, None)]
        name, sub = found
        tops = self.found.setdefault(CATEGORIES, [])
        names = [top["category"] for top in tops]
        at = names.index(name) if name in names else len(tops)
        if at == len(tops):
            tops.append({"category": name, "subcategories": []})
        if vocabulary == "category" or sub is None:
            self.above = name
        if sub is None:
            return [(term, f"categories.{at}.category")]
        subs = tops[at]["subcategories"]
        if sub not in subs:
            subs.append(sub)
        return [(term, f"categories.{at}.subcategories.{subs.index(sub)}")]
