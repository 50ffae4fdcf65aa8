"""What stands behind a label: its dossier, and the page of the cycle it was given in."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from cases.models import Cycle, Practice, Recognition
from cases.page_cache import same_for_every_visitor
from cases.views.addresses import facet_address
from cases.views.cards import cards_of
from cases.views.practice import record_for

TOTALS = ("received", "best", "shortlisted", "awarded")


@same_for_every_visitor
def dossier(request, slug):
    """Show each label of a case with its body, cycle, date, totals, criteria and reasons."""
    case = get_object_or_404(Practice.objects.visible_to(request.reader), slug=slug)
    record, _differs = record_for(case, case.versions.first(), request.reader)
    labels = sorted(record["recognitions"], key=lambda row: row["cycle"])
    cycles = _cycles({row["cycle"] for row in labels})
    context = {
        "case": case,
        "record": record,
        "labels": [
            {
                **row,
                "of": cycles.get((row["cycle"], row["body"] or "")),
                "later": [other for other in labels if other["cycle"] > row["cycle"]],
            }
            for row in labels
        ],
    }
    return render(request, "cases/dossier.html", context)


@same_for_every_visitor
def cycle(request, year):
    """Show the cycles of a year, each body's with its totals, criteria and recognised cases."""
    cycles = list(Cycle.objects.filter(year=year).order_by("body"))
    if not cycles:
        raise Http404(_("There is no cycle of that year."))
    rows = Recognition.objects.filter(
        cycle__in=cycles, practice__in=Practice.objects.published().order_by()
    ).values_list("cycle_id", "level", "practice_id")
    cards = cards_of({practice for _cycle, _level, practice in rows})
    context = {
        "year": year,
        "address": facet_address("cycle", str(year)),
        "cycles": [(each, _recognised(each, rows, cards)) for each in cycles],
        "all_years": Cycle.objects.order_by("year").values_list("year", flat=True).distinct(),
    }
    return render(request, "cases/cycle.html", context)


def _cycles(years: set[int]) -> dict[tuple[int, str], Cycle]:
    return {(each.year, each.body): each for each in Cycle.objects.filter(year__in=years)}


def _recognised(cycle: Cycle, rows, cards: dict) -> list[tuple[str, list]]:
    """Return the cards of the cases recognised in a cycle by level, the highest level first."""
    found = []
    for level in Recognition.Level.values:
        here = [cards[pk] for of, given, pk in rows if (of, given) == (cycle.pk, level)]
        if here:
            found.append((level, sorted(here, key=lambda card: card.title.casefold())))
    return found
