"""A reader's own place beside those of cases: what differs, in words.

There is no score. What the reader did not state is not compared; what a case does not say is said
to be unknown.
"""

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.dispatch import Signal
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cases.constant_dollars import rounded
from cases.facets import sizes_between
from cases.models import Country, Practice

KEY = "own_place"
"""Where the session has it."""
ABOUT_AS_LARGE = (Decimal("0.8"), Decimal("1.25"))
SIMILAR = (0.5, 2)
"""A city of half to twice the population is of similar size."""

place_stated = Signal()
"""Somebody said where they are. Arguments: ``request``, ``place``; None is to be forgotten."""


@dataclass(frozen=True)
class OwnPlace:
    """What a reader stated; ``ecosystem`` and ``level`` are slugs. Nothing need be stated."""

    population: int | None = None
    income_group: str = ""
    ecosystem: str = ""
    level: str = ""

    @property
    def stated(self) -> dict:
        return {name: value for name, value in asdict(self).items() if value}

    def facet_values(self) -> dict[str, tuple[str, ...]]:
        """Return, by facet, the values of cases that are the same or of similar size."""
        values = {name: (value,) for name, value in self.stated.items()}
        if self.population:
            least, most = SIMILAR
            values["population"] = sizes_between(self.population * least, self.population * most)
        return values


def stated_in(session) -> OwnPlace | None:
    """Return what the reader of a session stated; None when that is nothing."""
    stated = session.get(KEY)
    return OwnPlace(**stated) if stated else None


def state_in(session, place: OwnPlace | None) -> None:
    """Keep ``place`` in a session; take out what was there when nothing is stated.

    A session that holds nothing else ends with it, so that its visitor is given kept pages again.
    """
    if place and place.stated:
        session[KEY] = place.stated
    elif KEY in session:
        del session[KEY]
        if not session.keys():
            session.flush()


@dataclass
class CasePlace:
    """Where a case is: population and income group of each of its places, None or "" where not
    known; ecosystem and level as slug and name, None where not recorded."""

    ecosystem: tuple[str, str] | None
    level: tuple[str, str] | None
    populations: list[int | None]
    income_groups: list[str]


def case_place(case: Practice) -> CasePlace:
    """Return where ``case`` is, in one query when its ecosystem and level are there."""
    rows = list(case.locations.values_list("city__population", "country__income_group"))
    terms = (case.ecosystem, case.level_of_activity)
    return CasePlace(
        *((term.slug, str(term)) if term else None for term in terms),
        populations=[population for population, _group in rows],
        income_groups=[group for _population, group in rows],
    )


def differences(own: OwnPlace, case: CasePlace) -> list[str]:
    """Return in words how the place of ``case`` differs from the reader's."""
    said = []
    if own.population:
        said.append(_size(own.population, case.populations))
    if own.income_group:
        said.append(_income(own.income_group, case.income_groups))
    if own.ecosystem:
        words = _("same ecosystem"), _("other ecosystem: %s"), _("ecosystem unknown")
        said.append(_term(own.ecosystem, case.ecosystem, *words))
    if own.level:
        words = _("same level"), _("other level: %s"), _("level unknown")
        said.append(_term(own.level, case.level, *words))
    return said


def _size(own: int, populations: list[int | None]) -> str:
    known = sorted(number for number in populations if number)
    if not known:
        return _("population unknown")
    smallest, largest = _times(known[0], own), _times(known[-1], own)
    words = smallest
    if smallest != largest:
        words = _("%(smallest)s to %(largest)s") % {"smallest": smallest, "largest": largest}
    return words if len(known) == len(populations) else _("%s, not known of all its places") % words


def _times(population: int, own: int) -> str:
    ratio = Decimal(population) / own
    least, most = ABOUT_AS_LARGE
    if least <= ratio <= most:
        return _("about as large")
    words = _("%s times larger") if ratio > 1 else _("%s times smaller")
    times = rounded(max(ratio, 1 / ratio), 2)
    return words % number_format(times, force_grouping=True)


def _income(own: str, groups: list[str]) -> str:
    known = list(dict.fromkeys(filter(None, groups)))
    if not known:
        return _("income group unknown")
    if own not in known:
        names = ", ".join(str(Country.IncomeGroup(group).label) for group in known)
        return _("other income group: %s") % names
    if len(known) == 1 and all(groups):
        return _("same income group")
    words = _("same income group in %(same)d of its %(total)d places")
    return words % {"same": groups.count(own), "total": len(groups)}


def _term(own: str, term: tuple[str, str] | None, same: str, other: str, unknown: str) -> str:
    if term is None:
        return unknown
    slug, name = term
    return same if slug == own else other % name
