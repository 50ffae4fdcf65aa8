"""The recognitions of a practice and the cycles they were given in."""

import re
from dataclasses import dataclass

from cases.importers.saved_page.ledger import Ledger
from cases.importers.saved_page.lines import Line
from cases.importers.saved_page.vocabulary import Vocabulary

NEW_FOR = re.compile(r"(?i)new\s+for\s+(?P<cycle>\d{4})$")
WITH_CYCLE = re.compile(r"(?P<name>.*?[^\s,(–-])[\s,(–-]+(?P<cycle>(?:19|20)\d{2})\)?$")
LIKE_A_LEVEL = re.compile(r"(?i)(?:[\w-]+\s+){1,2}(?:practice|winner)$")
LONGEST = 80


@dataclass(slots=True)
class _Recognition:
    line: Line
    level: str
    cycle: int | None
    fields: list[tuple[Line, str]]


class Recognitions:
    """Reads lines such as "Good Practice", "Best Practice, 2000" and "New for 2002".

    "New for" gives its cycle to the recognition above it, or to the only one on the page, when
    that one states none.
    """

    def __init__(self, ledger: Ledger, vocabulary: Vocabulary):
        self.ledger, self.vocabulary = ledger, vocabulary
        self.recognitions: list[_Recognition] = []
        self.new_for: list[tuple[int, Line, Line]] = []

    def read(self, line: Line) -> bool:
        """Read ``line`` if it is a recognition or "New for ..."; tell if it did."""
        if len(line.text) > LONGEST:
            return False
        if found := NEW_FOR.match(line.text):
            self.new_for.append((len(self.recognitions), line, line.group(found, "cycle")))
            return True
        return self._read_level(line)

    def _read_level(self, line: Line) -> bool:
        found = WITH_CYCLE.match(line.text)
        name = line.group(found, "name") if found else line
        level = self.vocabulary.recognition_level(name.text)
        if level is None:
            if LIKE_A_LEVEL.match(name.text):
                self.ledger.candidate("recognition level", name)
                return True
            return False
        path = f"recognitions.{len(self.recognitions)}"
        fields = [(name, f"{path}.level")]
        cycle = line.group(found, "cycle") if found else None
        fields += [(cycle, f"{path}.cycle")] if cycle else []
        self.recognitions.append(
            _Recognition(line, level, int(cycle.text) if cycle else None, fields)
        )
        return True

    def close(self) -> list[dict]:
        """Return the recognitions in page order, each with ``level`` and, if stated, ``cycle``."""
        for count, line, cycle in self.new_for:
            target = self._target(count, int(cycle.text))
            if target is None:
                self.ledger.problem(line, "it is not told which recognition this cycle belongs to")
                continue
            self.recognitions[target].cycle = int(cycle.text)
            self.ledger.take(line, (cycle, f"recognitions.{target}.cycle"))
        for recognition in self.recognitions:
            self.ledger.take(recognition.line, *recognition.fields)
            if recognition.cycle is None:
                self.ledger.problem(recognition.line, "the cycle of this recognition is not stated")
        entries = ({"level": found.level, "cycle": found.cycle} for found in self.recognitions)
        return [{key: value for key, value in entry.items() if value} for entry in entries]

    def _target(self, count: int, cycle: int) -> int | None:
        """Return which recognition "New for" belongs to that stands below ``count`` of them."""
        candidates = [count - 1] if count else []
        candidates += [0] if len(self.recognitions) == 1 else []
        for at in candidates:
            if self.recognitions[at].cycle in (None, cycle):
                return at
        return None
