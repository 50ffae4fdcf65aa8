"""Generated cases with all that is searched, counted and shown, written in batches."""

import datetime
import random
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from django.db import transaction

from benchmarks.stage.language import Language
from cases.models import (
    Category,
    City,
    Claim,
    Classification,
    Cycle,
    Ecosystem,
    FinancialShare,
    FinancialYear,
    FollowUp,
    Funder,
    KeyDate,
    LevelOfActivity,
    Location,
    NarrativeFormat,
    NarrativeSection,
    Partnership,
    PartnershipSupport,
    Practice,
    Recognition,
    SupportType,
    Transfer,
)
from cases.models.change_log import log_changes
from partners.models import Organisation, OrganisationType

BATCH = 500
CITIES = 3_000
ORGANISATIONS = 2_000
FIRST_DAY = datetime.date(1996, 6, 1)
DAYS = 4_000
FUNDS = ("Own", "Municipal", "State", "National", "Private", "Foreign", "Community", "Other")
LEVELS = Recognition.Level.values
ARCHIVED_ONE_IN = 50


@dataclass(frozen=True)
class Shape:
    """How much a case holds: words in all and in the summary, and the most rows of a kind."""

    words: int
    summary: int
    sections: int
    places: int
    categories: int
    partners: int
    rows: int


FULL = Shape(words=2300, summary=250, sections=11, places=2, categories=3, partners=3, rows=2)
SHORT = Shape(words=300, summary=250, sections=1, places=1, categories=2, partners=1, rows=1)


class Zipf:
    """Draws from a list in which the first is the most frequent."""

    def __init__(self, rng: random.Random, items: Iterable):
        self.items = list(items)
        self.rng = rng
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.items))))

    def one(self):
        return self.rng.choices(self.items, cum_weights=self.weights)[0]

    def some(self, most: int) -> list:
        """Return one to ``most`` different items."""
        drawn = self.rng.choices(self.items, cum_weights=self.weights, k=self.rng.randint(1, most))
        return list(dict.fromkeys(drawn))


class Generator:
    """Makes the same cases of the same seed and vocabularies, on any database."""

    def __init__(self, shape: Shape, seed: int = 1996, language: Language | None = None):
        self.shape = shape
        self.rng = random.Random(seed)
        self.language = language or Language(self.rng)
        self.cities = self._shuffled(City.objects.order_by("-population", "pk")[:CITIES])
        self.categories = self._shuffled(Category.objects.exclude(parent=None).order_by("pk"))
        self.cycles = self._shuffled(Cycle.objects.order_by("pk"))
        self.levels = self._shuffled(LevelOfActivity.objects.order_by("pk"))
        self.ecosystems = self._shuffled(Ecosystem.objects.order_by("pk"))
        self.supports = self._shuffled(SupportType.objects.exclude(slug="other").order_by("pk"))
        self.format = NarrativeFormat.objects.order_by("pk").first()
        self.headings = list(self.format.headings.order_by("position"))[: shape.sections]
        self.organisations = Zipf(self.rng, self._found_organisations())

    def _shuffled(self, rows) -> Zipf:
        rows = list(rows)
        self.rng.shuffle(rows)
        return Zipf(self.rng, rows)

    def _found_organisations(self) -> list[Organisation]:
        types = self._shuffled(OrganisationType.objects.order_by("pk"))
        places = [self.cities.one() for _ in range(ORGANISATIONS)]
        return Organisation.objects.bulk_create(
            [
                Organisation(
                    name=f"Office {number} of {city.name}",
                    country=city.country_id,
                    type=types.one(),
                )
                for number, city in enumerate(places)
            ]
        )

    def write(self, size: int, progress: Callable[[int], None] = lambda written: None) -> None:
        """Add ``size`` cases; ``progress`` is told after each batch how many there are."""
        for start in range(0, size, BATCH):
            numbers = range(start, min(start + BATCH, size))
            with transaction.atomic():
                cases = Practice.objects.bulk_create([self._case(number) for number in numbers])
                self._write_rows(cases)
                log_changes(case.pk for case in cases)
            progress(numbers.stop)

    def _case(self, number: int) -> Practice:
        title = self.language.title()
        archived = number % ARCHIVED_ONE_IN == ARCHIVED_ONE_IN - 1
        return Practice(
            uid=uuid.UUID(int=self.rng.getrandbits(128), version=4),
            slug=f"{'-'.join(title)}-{number}",
            title=" ".join(title).capitalize(),
            language=self.rng.choices(("en", "fr", "es"), (90, 6, 4))[0],
            state=Practice.State.ARCHIVED if archived else Practice.State.PUBLISHED,
            level_of_activity=self.levels.one(),
            ecosystem=self.ecosystems.one(),
            summary=self.language.text(self.shape.summary),
            narrative_format=self.format,
            contact_organisation=self.organisations.one(),
            nominating=Practice.Nominating.SAME,
            illustrative=True,
            source_kind=Practice.Source.SAMPLE,
            first_published=FIRST_DAY + datetime.timedelta(days=self.rng.randrange(DAYS)),
        )

    def _write_rows(self, cases: list[Practice]) -> None:
        each = (row for case in cases for row in self._rows(case))
        by_model: dict = {}
        for row in each:
            by_model.setdefault(type(row), []).append(row)
        for model, rows in by_model.items():
            model.objects.bulk_create(rows)

    def _rows(self, case: Practice):
        """Yield all rows of ``case``, each after the rows it refers to."""
        sections = self._narrative(case)
        yield from sections
        yield from self._taxonomy(case)
        yield from self._evidence(case, sections[-1])
        yield from self._partners_and_money(case)

    def _taxonomy(self, case: Practice):
        for position, city in enumerate(self.cities.some(self.shape.places)):
            yield Location(practice=case, country_id=city.country_id, city=city, position=position)
        for position, category in enumerate(self.categories.some(self.shape.categories)):
            yield Classification(practice=case, category=category, position=position)
        for cycle in self.cycles.some(self.shape.rows):
            level = self.rng.choices(LEVELS, (1, 10, 30, 20))[0]
            yield Recognition(practice=case, cycle=cycle, level=level)

    def _narrative(self, case: Practice) -> list[NarrativeSection]:
        words = (self.shape.words - self.shape.summary) // len(self.headings)
        return [
            NarrativeSection(practice=case, heading=heading, text=self.language.text(words))
            for heading in self.headings
        ]

    def _evidence(self, case: Practice, section: NarrativeSection):
        """Repeat sentences of the case, so that its words are those of summary and narrative."""
        draw = self.rng.random
        for year in self.rng.sample(range(1960, 2006), self.shape.rows):
            yield KeyDate(practice=case, date=str(year), text=first_sentence(case.summary))
        if draw() < 0.3:
            yield Claim(
                practice=case,
                heading=section.heading,
                quote=first_sentence(section.text),
                value=str(self.rng.randint(1, 99)),
                unit="%",
            )
        if draw() < 0.25:
            state = self.rng.choice(FollowUp.State.values)
            yield FollowUp(practice=case, date=str(self.rng.randint(2006, 2012)), state=state)
        if draw() < 0.1:
            city = self.cities.one()
            yield Transfer(
                practice=case,
                recipient=f"City of {city.name}",
                country_id=city.country_id,
                city=city,
                year=self.rng.randint(2000, 2010),
            )

    def _partners_and_money(self, case: Practice):
        partners = [
            Partnership(practice=case, organisation=organisation, position=position)
            for position, organisation in enumerate(self.organisations.some(self.shape.partners))
        ]
        yield from partners
        for partner in partners:
            for support in self.supports.some(self.shape.rows):
                yield PartnershipSupport(partnership=partner, type=support)
        funders = [
            Funder(practice=case, label="First partner", partnership=partners[0]),
            Funder(practice=case, label=f"{self.rng.choice(FUNDS)} funds", position=1),
        ][: self.shape.rows]
        yield from funders
        for year in self.rng.sample(range(1990, 2006), self.shape.rows):
            total = Decimal(self.rng.randint(1, 999)) / 100
            money = FinancialYear(practice=case, year=year, total=total, unit="million")
            yield money
            for funder, percent in zip(funders, (60, 30), strict=False):
                yield FinancialShare(year=money, funder=funder, percent=percent)


def first_sentence(text: str) -> str:
    return text[: text.index(".") + 1]
