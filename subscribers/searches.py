"""Saved searches: what they found, what has changed since, and telling their owners.

Everything is asked of the one match set, with the rights the owner has at that moment.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import Max
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from cases.access import Part, Reader, may_read, reader_of
from cases.criteria import Criteria
from cases.filters import PracticeFilter
from cases.models import DataVersion, Practice
from cases.search import matching_ids
from subscribers.models import SavedSearch, SearchRecord
from web.addresses import on_this_site
from web.mail import write_mail

logger = logging.getLogger(__name__)

SIGNER = signing.Signer(salt="subscribers.alerts")
PAUSE = {
    SavedSearch.Frequency.DAILY: timedelta(days=1),
    SavedSearch.Frequency.WEEKLY: timedelta(days=7),
}
SLACK = timedelta(hours=2)
"""A daily run that starts a little earlier than yesterday's still counts as the next day's."""
MOST_NAMED = 50
KINDS = ("new", "changed", "gone")


@dataclass(frozen=True)
class Difference:
    """What came, changed and went between two hit lists, as practices or None where one is gone."""

    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    gone: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.new or self.changed or self.gone)


def criteria_of(query: str) -> Criteria:
    """Return what a query string asks for; raise ValueError when it cannot be meant."""
    return PracticeFilter(QueryDict(query)).criteria


def hits_of(criteria: Criteria, reader: Reader) -> list[list[int]]:
    """Return the whole hit list as pairs of a practice's key and its published version."""
    found = matching_ids(criteria, reader)
    published = Practice.objects.published().filter(versions__isnull=False)
    numbers = published.annotate(number=Max("versions__number")).order_by()
    versions = dict(numbers.values_list("pk", "number"))
    return [[pk, versions[pk]] for pk in found if pk in versions]


def save(user, reader: Reader, name: str, query: str, frequency: str) -> SavedSearch:
    """Keep a search with what it finds now; raise ValueError for a query that cannot be meant."""
    version = DataVersion.current()
    hits = hits_of(criteria_of(query), reader)
    return SavedSearch.objects.create(
        user=user, name=name, query=query, frequency=frequency, data_version=version, hits=hits
    )


def difference(before: list, after: list) -> Difference:
    """Return what came, changed and went from one hit list to another."""
    old, now = dict(map(tuple, before)), dict(map(tuple, after))
    touched = {pk for pk in old.keys() | now.keys() if old.get(pk) != now.get(pk)}
    rows = Practice.objects.in_bulk(touched)
    return Difference(
        new=[rows[pk] for pk, _number in after if pk not in old and pk in rows],
        changed=[rows[pk] for pk, number in after if old.get(pk, number) != number],
        gone=[rows.get(pk) for pk, _number in before if pk not in now],
    )


def renew(search: SavedSearch, hits: list) -> None:
    """Compare with these hits from now on."""
    search.hits, search.since = hits, timezone.now()
    search.data_version = DataVersion.current()
    search.save()


def put_on_record(search: SavedSearch, reader: Reader) -> SearchRecord:
    """Freeze what the search finds now under an address that can be cited.

    Each hit is kept with whether a visitor finds it too: others see no more of the list than that,
    or the words of closed parts could be read from it.
    """
    criteria = criteria_of(search.query)
    version = DataVersion.current()
    hits = hits_of(criteria, reader)
    open_hits = set(matching_ids(criteria, Reader.VISITOR))
    rows = Practice.objects.in_bulk([pk for pk, _number in hits])
    return SearchRecord.objects.create(
        user=search.user,
        query=search.query,
        data_version=version,
        hits=[
            {
                "pk": pk,
                "slug": rows[pk].slug,
                "title": rows[pk].title,
                "version": number,
                "open": pk in open_hits,
            }
            for pk, number in hits
        ],
    )


def unsubscribe_address(search: SavedSearch) -> str:
    return on_this_site(reverse("unsubscribe", args=[SIGNER.sign(search.pk)]))


def send_alerts() -> tuple[int, int]:
    """Tell owners what changed in the searches whose time has come; return how many of how many.

    Safe to run twice and beside itself: each search is locked, compared, renewed and written about
    in one transaction. Owners whose subscription has ended are told nothing until it runs again.
    """
    now = timezone.now()
    asked = SavedSearch.objects.exclude(frequency=SavedSearch.Frequency.NEVER)
    told = [_tell(pk, now) for pk in asked.order_by("pk").values_list("pk", flat=True)]
    due = [outcome for outcome in told if outcome is not None]
    return sum(due), len(due)


@transaction.atomic
def _tell(pk: int, now: datetime) -> bool | None:
    """Return whether a letter was written; None when the search is not due."""
    search = SavedSearch.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
    pause = PAUSE.get(search.frequency)
    last = search.told_at or search.since
    if pause is None or last > now - pause + SLACK:
        return None
    reader = reader_of(search.user)
    if not search.user.is_active or not may_read(reader, Part.KEEP):
        return None
    try:
        criteria = criteria_of(search.query)
    except ValueError as error:
        logger.warning("Saved search %d can no longer be meant: %s", pk, error)
        return None
    hits = hits_of(criteria, reader)
    found = difference(search.hits, hits)
    search.told_at = now
    renew(search, hits)
    if found:
        end = unsubscribe_address(search)
        context = {
            "search": search,
            "kinds": [(kind, getattr(found, kind)[:MOST_NAMED]) for kind in KINDS],
            "link": on_this_site(reverse("saved_search", args=[search.pk])),
            "unsubscribe": end,
            "site": on_this_site("/").rstrip("/"),
        }
        write_mail("alert", [search.user.email], context, unsubscribe=end)
    return bool(found)
