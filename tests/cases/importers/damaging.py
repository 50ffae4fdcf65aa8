"""Damages a saved page by chance, and knows of each line below which heading it then stands."""

import random
import re
from dataclasses import dataclass

from tests.cases.importers.saved_pages import VOCABULARY

PARTS = {
    "summary": "summary",
    "narrative": "nothing",
    "key dates": "key_dates",
    "references": "references",
    "contact": "contact",
    "nominating organization": "nominating",
    "nominating organisation": "nominating",
    "partners": "partners",
    "financial profile": "financials",
    "result achieved": "Results achieved",
    **{name.lower(): name for name, _limit in VOCABULARY.headings},
}
"""What may stand below a heading: a key of the record, or a section of the narrative."""
NOISE = "\x07|\u200b|~~|\t|\xa0|\ufeff|\u2028|\x0b|\x0c|\x85|\ufffd|\x1b[0m|<|>|&nbsp;|:|;|%|1)|-|*"
SENTENCES = (
    "The lamplighter of number {n} painted every orchard near the culvert by ferry and lantern.",
    "Nobody counted the pigeons before the willow reached {n} with gravel, said the cobbler.",
    "In 19{n} the kettle and the brass band gave 40% of the archive to beekeeper Turnstile.",
    "Our mosaic is {n} years old, the gravel is not; lantern, ferry and orchard followed!",
)
COUNT_NOTE = re.compile(r"\s*\(.*\)\s*$")


@dataclass
class Row:
    """A line of the page; ``part`` is what it opens, if it is a heading, spelled well or not."""

    text: str = ""
    part: str = ""
    misspelled: bool = False


class Damage:
    """A damaged copy of ``text``; ``put`` are sentences that were set in, each in a line."""

    def __init__(self, text: str, seed: int):
        self.dice = random.Random(seed)
        self.rows = [Row(line, part_of(line)) for line in text.split("\n")]
        ways = (
            *(self.cut, self.cut_a_part, self.misspell, self.noise, self.shuffle, self.close_up),
            *(self.space_out, self.quote, self.repeat, self.truncate),
        )
        for way in self.dice.choices(ways, k=self.dice.randint(1, 5)):
            way()
        self.put = [template.format(n=10 + seed % 80) for template in SENTENCES]
        for sentence in self.put:
            row, place = Row(sentence), self.dice.randrange(len(self.rows) + 1)
            apart = [Row(), row, Row()]
            self.rows[place:place] = self.dice.choice([apart, apart, [row], [row, Row()]])

    @property
    def lines(self) -> list[str]:
        return [row.text for row in self.rows]

    def text(self) -> str:
        return self.dice.choice(["\n", "\n", "\r\n", "\r"]).join(self.lines)

    def allowed(self, sentence: str) -> set[str]:
        """Return the parts in which ``sentence`` may be found: that of the heading above it, and
        where this one is misspelled those further up too."""
        place = next(n for n, row in enumerate(self.rows) if row.text == sentence)
        found = set()
        for row in reversed(self.rows[:place]):
            found |= {row.part} - {""}
            if row.part and not row.misspelled:
                break
        return found

    def cut(self) -> None:
        start = self._place()
        self.rows[start : start + self.dice.randint(1, 40)] = [Row()]

    def cut_a_part(self) -> None:
        headings = [n for n, row in enumerate(self.rows) if row.part] or [0]
        chosen = self.dice.randrange(len(headings))
        end = [*headings, len(self.rows)][chosen + 1]
        self.rows[headings[chosen] + self.dice.randint(0, 1) : end] = [Row()]

    def misspell(self) -> None:
        for row in self.dice.sample(self.rows, min(40, len(self.rows))):
            if row.part:
                at = self.dice.randrange(len(row.text) + 1)
                put = self.dice.choice(["x", "q", " ", ""])
                row.text = self.dice.choice(
                    [row.text.upper(), row.text[:at] + put + row.text[at + 1 :]]
                )
                row.misspelled = True

    def noise(self) -> None:
        for _hit in range(self.dice.randint(1, 8)):
            row = self.rows[self._place()]
            at = self.dice.randrange(len(row.text) + 1)
            row.text = row.text[:at] + self.dice.choice(NOISE.split("|")) + row.text[at:]
            row.misspelled = bool(row.part)

    def shuffle(self) -> None:
        start, length = self._place(), self.dice.choice([5, 30, len(self.rows)])
        some = self.rows[start : start + length]
        self.dice.shuffle(some)
        self.rows[start : start + length] = some

    def close_up(self) -> None:
        start, end = sorted((self._place(), self._place()))
        self.rows[start:end] = [row for row in self.rows[start:end] if row.text.strip()]

    def space_out(self) -> None:
        self.rows = [each for row in self.rows for each in (row, Row())]

    def quote(self) -> None:
        mark = self.dice.choice(["> ", "  ", "\t"])
        self.rows = [Row(mark + row.text, row.part, row.misspelled) for row in self.rows]

    def repeat(self) -> None:
        start, place = self._place(), self._place()
        some = self.rows[start : start + self.dice.randint(1, 60)]
        self.rows[place:place] = [Row(row.text, row.part, row.misspelled) for row in some]

    def truncate(self) -> None:
        place = self._place()
        self.rows[place:] = [Row(self.rows[place].text[: self.dice.randint(0, 20)], "", True)]

    def _place(self) -> int:
        self.rows = self.rows or [Row()]
        return self.dice.randrange(len(self.rows))


def part_of(line: str) -> str:
    return PARTS.get(COUNT_NOTE.sub("", line).strip("?*# :").lower(), "")
