"""A canary in every closed field never sings on a visitor's page, search and cache included."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from cases.models import Practice
from tests.cases.making import make_practice
from tests.cast import client_of

pytestmark = pytest.mark.django_db

CANARY = "zanaria"
BELOW = (
    "versions/",
    "versions/1/",
    "versions/1/process/",
    "versions/1/process/2/",
    "versions/1/process/2/cite.csl.json",
    "versions/1/cite.bib",
    "versions/compare/?old=1&new=2",
)


def contact(organisation: str, person: str) -> dict:
    return {
        "organisation": organisation,
        "person": f"{person} {CANARY}",
        "address": f"1 {CANARY} Road",
        "phones": [f"+81 {CANARY}"],
        "faxes": [f"+82 {CANARY}"],
        "emails": [f"{CANARY}@example.org"],
        "url": f"https://example.org/{CANARY}",
    }


@pytest.fixture
def practice(db):
    facts = ("quote", "value", "unit", "place", "period", "baseline", "measured_by", "source")
    practice = make_practice(
        complete=True,
        narrative=[
            {"heading": name, "text": f"An open sentence. Then {CANARY} came.\n\n{CANARY}"}
            for name in ("Process", "Results achieved", "Lessons learned")
        ],
        contact=contact("Transport Office", "Aiko"),
        nominating=contact("City Hall", "Bo"),
        partners=[{**contact("Riders' Union", "Chi"), "support": []}],
        financials=[
            {
                "year": 1996,
                "total": "8.40",
                "unit": "million",
                "currency": "USD",
                "shares": [{"label": f"Fund {CANARY}", "partner": None, "percent": "46"}],
            }
        ],
        claims=[{"section": "Process", "evidence": "third party", **dict.fromkeys(facts, CANARY)}],
    )
    workflow.publish(practice)
    practice.sections.update(text=f"Another open sentence. And {CANARY}.\n\n{CANARY}")
    workflow.revise(practice)
    make_practice(title="Another case", partners=[])
    for other in Practice.objects.filter(state="draft"):
        workflow.publish(other)
    return practice


def pages(practice) -> list[str]:
    search = reverse("search")
    return [
        "/",
        search,
        f"{search}?q=riders",
        f"{search}?q={CANARY}",
        f"{search}?q=sentence",
        f"{reverse('suggest')}?q={CANARY}",
        f"{reverse('suggest')}?q=fund",
        reverse("options", args=["funder"]),
        f"{search}?q=riders&sort=budget",
        f"{search}?funder=Fund+{CANARY}",
        f"{search}?year_from=1996&year_to=1996",
        practice.get_absolute_url(),
        f"{search}cite/?q={CANARY}",
        f"{reverse('claims')}?q=sentence",
        *(practice.get_absolute_url() + below for below in BELOW),
        reverse("order"),
        reverse("about"),
        reverse("sponsors"),
    ]


@pytest.mark.parametrize("subscriber_first", [False, True])
def test_no_page_of_a_visitor_holds_the_canary(practice, subscriber_first):
    readers = [Reader.SUBSCRIBER, Reader.VISITOR] if subscriber_first else [Reader.VISITOR] * 2
    first, second = (client_of(reader) for reader in readers)
    for address in pages(practice):
        first.get(address)
        response = second.get(address)
        assert response.status_code == 200
        if CANARY not in address:
            assert CANARY not in response.content.decode(), address


def test_the_canary_can_be_heard_by_who_may(practice):
    """The test above could not fail if the canary were in no page at all."""
    subscriber = client_of(Reader.SUBSCRIBER).get(practice.get_absolute_url()).content.decode()
    curator = client_of(Reader.CURATOR).get(practice.get_absolute_url()).content.decode()
    assert subscriber.count(CANARY) > 20
    assert f"Aiko {CANARY}" in curator and f"Aiko {CANARY}" not in subscriber


def test_searching_for_the_canary_finds_nothing_for_a_visitor(practice):
    address = reverse("search") + f"?q={CANARY}"
    assert client_of(Reader.VISITOR).get(address).context["result"].total == 0
    assert client_of(Reader.SUBSCRIBER).get(address).context["result"].total == 1


def test_a_closed_facet_changes_nothing_for_a_visitor(practice):
    visitor, subscriber = client_of(Reader.VISITOR), client_of(Reader.SUBSCRIBER)
    address = reverse("search")
    funded = f"{address}?funder=Fund+{CANARY}"
    assert subscriber.get(funded).context["result"].total == 1
    assert (
        visitor.get(funded).context["result"].total == visitor.get(address).context["result"].total
    )
    assert "Fund" not in visitor.get(address).content.decode()


def test_what_a_subscriber_reads_is_kept_nowhere(practice):
    response = client_of(Reader.SUBSCRIBER).get(practice.get_absolute_url())
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert "ETag" not in response
