"""Pages are kept until something on them changes: after each kind of change they are new."""

import pytest

from cases import merging, workflow
from cases.follow_ups import record_follow_up
from cases.models import Cycle, KeyDate, Practice, change_log
from cases.page_cache import PAGES
from partners.models import ContactPoint, Organisation, Sponsor
from tests.cases.making import load_vocabularies, make_practice

pytestmark = pytest.mark.django_db(transaction=True)

# What a visitor is shown; the page of a case shows what was published last.
ASKED = [
    *("/", "/search/", "/search/?q=trams", "/search/coverage/", "/search/cite/", "/feed/"),
    *("/practices/{slug}/", "/practices/{slug}/recognition/", "/practices/{slug}/versions/"),
    *("/practices/{slug}/versions/1/", "/cycles/2002/", "/cycles/1990/", "/sponsors/", "/about/"),
]
CASE = "/practices/{slug}/"


@pytest.fixture
def case() -> Practice:
    load_vocabularies()
    Cycle.objects.create(year=1990)
    practice = make_practice(complete=True, title="Trams")
    workflow.publish(practice)
    return practice


def renamed(path: str):
    """Rename what a case leads to by that path."""

    def rename(case):
        row = case
        for name in path.split("."):
            row = getattr(row, name)
            row = row.first() if hasattr(row, "first") else row
        row.name = f"Renamed {row.pk}"
        row.save()

    return rename


def edit(case):
    case.title = "Trams and buses"
    case.save()


def new_date(case):
    KeyDate.objects.create(practice=case, date="1999", text="Wires")


def hear(case):
    record_follow_up(case, state="running", date="2020")


def lose_the_address(case):
    ContactPoint.objects.filter(kind="email").delete()


def find_an_address(case):
    ContactPoint.objects.create(
        organisation=case.contact_organisation, kind="email", value="office@example.org"
    )


def merge_organisations(case):
    other = Organisation.objects.create(name="Merged")
    merging.merge(case.partnerships.first().organisation, other)


def total_of_a_lonely_cycle(case):
    Cycle.objects.filter(year=1990).get().delete()
    Cycle.objects.create(year=1990, received=77)


def new_year(case):
    Cycle.objects.create(year=1991)


def name_a_sponsor(case):
    Sponsor.objects.create(name="A sponsor")


def revise(case):
    workflow.revise(case, reason="Numbers mended.")


def publish_another(case):
    workflow.publish(make_practice(title="More trams"))


def archive(case):
    workflow.archive(case, reason="Outdated.")


CHANGES = [
    (edit, "/search/"),
    (new_date, ""),
    (renamed("ecosystem"), "/"),
    (renamed("level_of_activity"), "/"),
    (renamed("categories"), "/"),
    (renamed("locations.city"), ""),
    (renamed("locations.country"), ""),
    (renamed("locations.country.region"), "/"),
    (renamed("partnerships.organisation"), ""),
    (renamed("contact_organisation"), ""),
    (lose_the_address, CASE),
    (find_an_address, CASE),
    (merge_organisations, ""),
    (total_of_a_lonely_cycle, "/cycles/1990/"),
    (new_year, "/cycles/2002/"),
    (name_a_sponsor, "/sponsors/"),
    (revise, "/practices/{slug}/versions/"),
    (publish_another, "/search/?q=trams"),
    (archive, CASE),
]


def stale_after(change, shown_at: str, case, ask) -> list[str]:
    """Return the addresses that a change leaves as they were kept, though they are others now."""
    addresses = [address.format(slug=case.slug) for address in ASKED]
    before = {address: ask(address) for address in addresses}
    assert all(answer[0] == 200 for answer in before.values())
    change(Practice.objects.get(pk=case.pk))
    kept = {address: ask(address) for address in addresses}
    PAGES.clear()
    made = {address: ask(address) for address in addresses}
    if where := shown_at.format(slug=case.slug):
        assert made[where][2] != before[where][2], f"{change.__name__} is not seen at {where}"
    return [address for address in addresses if kept[address][2] != made[address][2]]


def test_a_change_is_on_the_next_page(case, ask):
    found = {}
    for number, (change, shown_at) in enumerate(CHANGES):
        if stale := stale_after(change, shown_at, case, ask):
            found[number, change.__name__] = stale
    assert found == {}


def test_a_change_that_is_not_logged_is_found(case, ask, monkeypatch):
    monkeypatch.setattr(change_log.DataVersion, "next", lambda: 0)
    monkeypatch.setattr(change_log, "log_changes", lambda keys: None)
    assert "/search/" in stale_after(edit, "/search/", case, ask)
