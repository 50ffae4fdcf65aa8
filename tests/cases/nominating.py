"""A nominator at work: what is typed, and where it is sent."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from cases import nominations
from cases.models import Category, Cycle, NarrativeHeading, Nomination

EMAIL = "noor@example.net"


def open_cycle(first: int = -3, last: int = 3, **facts) -> Cycle:
    """Return a cycle open from ``first`` until ``last``, in days from today."""
    today = timezone.localdate()
    days = {
        "nominations_from": today + timedelta(days=first),
        "nominations_until": today + timedelta(days=last),
    }
    return Cycle.objects.create(**{"year": 2030, "name": "Cycle of 2030"} | days | facts)


def close(nomination: Nomination, days_ago: int) -> None:
    """Make the cycle have closed so many days ago."""
    day = timezone.localdate() - timedelta(days=days_ago)
    Cycle.objects.filter(pk=nomination.cycle_id).update(nominations_from=day, nominations_until=day)


def begun(cycle: Cycle | None = None, email: str = EMAIL) -> Nomination:
    return nominations.begin(cycle or open_cycle(), email)


def heading(name: str) -> str:
    return f"section_{NarrativeHeading.objects.filter(name=name).earliest('pk').pk}"


def term(top: str, sub: str = "") -> str:
    names = {"name": sub, "parent__name": top} if sub else {"name": top, "parent": None}
    return str(Category.objects.get(**names).pk)


def few() -> dict[str, str]:
    """Return what is needed, and no more."""
    return {
        "title": "Boats for Hire",
        "summary": "Boats cross the bay at cost.",
        "places-0-city": "Kitakyushu",
        "places-0-country": "JP",
        "categories-0-category": term("Housing", "slum upgrading"),
    }


def everything() -> dict[str, str | list[str]]:
    """Return a form with every part filled."""
    return few() | {
        "language": "fr",
        "places-1-country": "CN",
        "categories-2-category": term("Urban Governance"),
        "level_of_activity": "City/Town",
        "ecosystem": "Coastal",
        heading("Process"): "1. Ask the riders.\n2. Do what they say.",
        "key_dates-0-date": "August 1980",
        "key_dates-0-text": "First boat",
        "references-0-kind": "web",
        "references-0-text": "The boats",
        "references-0-url": "https://example.org/boats",
        "contact-organisation": "Boat Office (BO)",
        "contact-person": "Paz Persona",
        "contact-organisation_type": "Local Authority",
        "contact-phones": "+81 1; +81 2",
        "contact-emails": "paz@example.org",
        "nominating": "same",
        "partners-0-organisation": "Ferry Union (FU)",
        "partners-0-kinds": ["Financial", "Other"],
        "partners-0-other": "paint; seats",
        "funders-0-label": "FU",
        "funders-1-label": "State",
        "years-0-year": "1996",
        "years-0-total": "8.40",
        "years-0-unit": "million",
        "years-0-currency": "usd",
        "years-0-share_0": "46",
    }


def counts() -> dict[str, int]:
    """Return the hidden inputs that say how many rows the form has."""
    parts = ("places", "categories", "key_dates", "references", "partners", "funders", "years")
    return {
        f"{part}-{count}_FORMS": number
        for part in parts
        for count, number in (("TOTAL", 5), ("INITIAL", 0))
    }


class Nominator:
    """Somebody with the link. Each form sent carries what the page held in its hidden inputs."""

    def __init__(self, nomination: Nomination | None = None, client: Client | None = None):
        self.client = client or Client()
        self.token = (nomination or begun()).token

    @property
    def nomination(self) -> Nomination:
        return Nomination.of(self.token)

    @property
    def form_address(self) -> str:
        return f"/nominations/{self.token}/form/"

    def send(self, typed: dict, do: str = "save", **hidden):
        hidden = {"revision": self.nomination.revision, "do": do} | hidden
        return self.client.post(self.form_address, counts() | typed | hidden)

    def submit(self, typed: dict | None = None):
        return self.send(typed or few(), "submit")

    def standing(self) -> str:
        return self.client.get(f"/nominations/{self.token}/").content.decode()
