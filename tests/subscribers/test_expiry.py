"""A subscription opens from the first instant of its first day to the last of its last."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from cases.access import Reader, reader_of
from subscribers.models import Subscription
from tests.subscribers.people import person, university

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)

# Time zone, last day, the first instant after it in UTC. The days of the change of clocks have 23
# and 25 hours; in Beirut the clocks go forward at midnight, so the new day begins at one o'clock.
ENDS = [
    ("UTC", date(2026, 12, 31), datetime(2027, 1, 1, tzinfo=UTC)),
    ("Asia/Tokyo", date(2026, 6, 30), datetime(2026, 6, 30, 15, tzinfo=UTC)),
    ("America/Los_Angeles", date(2026, 6, 30), datetime(2026, 7, 1, 7, tzinfo=UTC)),
    ("Europe/Berlin", date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),
    ("Europe/Berlin", date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
    ("Europe/Berlin", date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
    ("Europe/Berlin", date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ("Asia/Beirut", date(2026, 3, 28), datetime(2026, 3, 28, 22, tzinfo=UTC)),
    ("America/Havana", date(2026, 10, 31), datetime(2026, 11, 1, 4, tzinfo=UTC)),
    ("UTC", date(2028, 2, 28), datetime(2028, 2, 29, tzinfo=UTC)),
    ("UTC", date(2028, 2, 29), datetime(2028, 3, 1, tzinfo=UTC)),
    ("UTC", date(2027, 2, 28), datetime(2027, 3, 1, tzinfo=UTC)),
]


@pytest.fixture
def at(monkeypatch):
    """Return a function that sets the clock."""

    def set_clock(instant):
        monkeypatch.setattr("django.utils.timezone.now", lambda: instant)

    return set_clock


@pytest.fixture
def zone(settings):
    """Return a function that sets the site's time zone."""

    def set_zone(name):
        settings.TIME_ZONE = name
        timezone.get_default_timezone.cache_clear()

    yield set_zone
    settings.TIME_ZONE = "UTC"
    timezone.get_default_timezone.cache_clear()


def reads_as(user) -> Reader:
    return reader_of(type(user).objects.get(pk=user.pk))


def faults_at_the_end(zone, at, rows) -> list[str]:
    """Return where a reader was let in or kept out wrongly, a second round each end."""
    user = person("nils")
    found = []
    for name, last_day, end in rows:
        zone(name)
        Subscription.objects.all().delete()
        row = Subscription.objects.create(
            user=user, first_day=last_day - timedelta(days=9), last_day=last_day
        )
        start = row.ends_at - timedelta(days=12)
        expected = [
            (start, Reader.VISITOR),
            (end - SECOND, Reader.SUBSCRIBER),
            (end, Reader.VISITOR),
            (end + SECOND, Reader.VISITOR),
        ]
        for instant, reader in expected:
            at(instant)
            if reads_as(user) != reader or row.is_running != (reader == Reader.SUBSCRIBER):
                found.append(f"{name} {last_day} at {instant}")
        if row.ends_at != end:
            found.append(f"{name} {last_day} is said to end at {row.ends_at}")
    return found


def test_it_ends_with_the_last_day_in_the_time_zone_of_the_site(zone, at, figure):
    wrong = faults_at_the_end(zone, at, ENDS)
    figure(f"expiry: {len(ENDS)} ends x 4 instants, {len(wrong)} wrong")
    assert wrong == []


def test_the_check_sees_a_day_counted_in_another_zone(zone, at, monkeypatch):
    """With the days of UTC instead of the site's, every end outside UTC is wrong."""
    day_of_utc = lambda: timezone.now().astimezone(UTC).date()  # noqa: E731
    monkeypatch.setattr("subscribers.models.subscription.today", day_of_utc)
    wrong = faults_at_the_end(zone, at, ENDS)
    assert len({fault.split(" at ")[0] for fault in wrong}) >= 8


def test_it_begins_with_the_first_day(zone, at):
    zone("Asia/Tokyo")
    user = person("nils")
    Subscription.objects.create(user=user, first_day=date(2026, 5, 1), last_day=date(2026, 5, 31))
    begin = datetime(2026, 4, 30, 15, tzinfo=UTC)
    at(begin - SECOND)
    assert reads_as(user) == Reader.VISITOR
    at(begin)
    assert reads_as(user) == Reader.SUBSCRIBER


def test_days_of_grace_are_added_and_said(client, settings):
    settings.GRACE_DAYS = 3
    _institution, ulla = university(days_left=-3)
    client.force_login(ulla)
    html = client.get("/subscription/").content.decode()
    assert "It has run out." in html and "Renew" not in html
    assert reads_as(ulla) == Reader.SUBSCRIBER
    settings.GRACE_DAYS = 2
    assert reads_as(ulla) == Reader.VISITOR


def test_one_that_a_curator_ends_opens_nothing_from_the_next_request_on(client):
    institution, ulla = university()
    client.force_login(ulla)
    assert client.get("/about/").wsgi_request.reader == Reader.SUBSCRIBER
    institution.subscriptions.update(ended_at=timezone.now())
    assert client.get("/about/").wsgi_request.reader == Reader.VISITOR
