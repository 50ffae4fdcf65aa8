"""What the engines are asked: six classes of questions, every question with words a new one."""

from dataclasses import dataclass, field

from benchmarks.stage.cases import Shape
from benchmarks.stage.language import Language
from cases.criteria import Criteria
from cases.models import Practice

RARE, MEDIUM, COMMON = 0.002, 0.05, 0.5
"""The part of the cases in which a word of the class occurs."""
WARMING = 3
CLASSES = (
    "rare word",
    "medium word",
    "common word",
    "three words",
    "no word",
    "word + two filters",
)


@dataclass(frozen=True)
class Question:
    """Words, and values of the facets level and ecosystem by slug and by name."""

    q: str
    slugs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def criteria(self) -> Criteria:
        return Criteria(q=self.q, values=self.slugs)


def questions(language: Language, shape: Shape, number: int) -> dict[str, list[Question]]:
    """Return WARMING + ``number`` questions of each class."""
    number += WARMING

    def words(share: float, times: int = 1) -> list[str]:
        return language.words_in(share, shape.words, times * number)

    rare, medium = words(RARE), words(MEDIUM, 2)
    common = words(COMMON, 3)
    three = zip(common[:number], words(0.2), medium[:number], strict=True)
    slugs, names = two_filters()
    asked = (
        rare,
        medium[number:],
        common[number : 2 * number],
        [" ".join(words) for words in three],
        [""] * number,
    )
    found = [[Question(q) for q in row] for row in asked]
    found.append([Question(q, slugs, names) for q in common[2 * number :]])
    return dict(zip(CLASSES, found, strict=True))


def two_filters() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return level and ecosystem of the oldest case, by slug and by name."""
    case = Practice.objects.published().order_by("pk")[0]
    chosen = {"level": case.level_of_activity, "ecosystem": case.ecosystem}
    slugs = {facet: (term.slug,) for facet, term in chosen.items()}
    return slugs, {facet: term.name for facet, term in chosen.items()}
