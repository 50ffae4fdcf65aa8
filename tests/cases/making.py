"""Records and practices for tests: small by default, complete on request."""

import copy
from functools import cache
from io import StringIO

from django.core.management import call_command
from django.db import transaction

from cases.management.commands import load_vocabularies as command
from cases.models import (
    Category,
    City,
    Country,
    Criterion,
    Cycle,
    NarrativeFormat,
    NarrativeHeading,
    Practice,
    Region,
)
from cases.record import write_record
from tests.refill import store

VOCABULARIES = (
    *command.FLAT.values(),
    Category,
    NarrativeFormat,
    NarrativeHeading,
    Criterion,
    Cycle,
    Country,
    City,
)

SMALL = {
    "format": "practice/1",
    "title": "Buses Run by Their Riders",
    "countries": ["JP"],
    "cities": ["Kitakyushu"],
    "categories": [
        {"category": "Housing", "subcategories": ["rental housing", "slum upgrading"]},
        {"category": "Urban Governance", "subcategories": []},
    ],
    "summary": "Riders own the company. They set the fares.",
}

COMPLETE = {
    **SMALL,
    "language": "en",
    "countries": ["JP", "CN"],
    "recognitions": [
        {"level": "good", "cycle": 2002, "body": None, "date": "2002-06", "reasons": "Well kept."},
        {
            "level": "best",
            "cycle": 2004,
            "body": "Another Body",
            "date": None,
            "reasons": None,
            "disagreement": "The yearbook says: good.",
        },
    ],
    "level_of_activity": "City/Town",
    "ecosystem": "Coastal",
    "narrative": [
        {"heading": "Process", "text": "1. Ask the riders.\n2. Do what they say."},
        {"heading": "Results achieved", "text": "Waiting fell by 40 %. Nobody walks now."},
    ],
    "key_dates": [
        {"date": "1965", "text": "First line"},
        {"date": "1980-08", "text": "Second line"},
        {"date": "1997-12-15", "text": "The whole net"},
    ],
    "references": [
        {"kind": "press", "text": "The riders' morning", "url": None},
        {"kind": "web", "text": "The net", "url": "https://example.org/net"},
    ],
    "contact": {
        "organisation": "Transport Office",
        "organisation_type": "Local Authority",
        "person": "Aiko Example",
        "address": "1 Harbour Road\nKitakyushu",
        "phones": ["+81 00 000 0001"],
        "faxes": [],
        "emails": ["aiko@example.org"],
        "url": "https://example.org",
    },
    "nominating": "same as contact",
    "partners": [
        {
            "organisation": "Riders' Union",
            "acronym": "RU",
            "organisation_type": "Community-based Organisation (CBO)",
            "emails": ["union@example.org"],
            "support": [
                {"type": "Financial", "text": None},
                {"type": "Other", "text": "paint and seats"},
            ],
        },
        {"organisation": "Harbour Bank", "organisation_type": "Private Sector", "support": []},
    ],
    "financials": [
        {
            "year": 1996,
            "total": "8.40",
            "unit": "million",
            "currency": "USD",
            "shares": [
                {"label": "RU", "partner": "Riders' Union", "percent": "46"},
                {"label": "State", "partner": None, "percent": None},
            ],
        },
        {
            "year": 1997,
            "total": "9",
            "unit": "million",
            "currency": "USD",
            "shares": [
                {"label": "RU", "partner": "Riders' Union", "percent": "44.5"},
                {"label": "State", "partner": None, "percent": "3"},
            ],
        },
    ],
    "claims": [
        {
            "section": "Results achieved",
            "quote": "fell by 40 %.",
            "before": "Waiting",
            "value": "40",
            "unit": "%",
            "evidence": "third party",
        }
    ],
    "transfers": [
        {
            "recipient": "City of Dalian",
            "country": "CN",
            "city": "Dalian",
            "year": 1999,
            "result": "tried and stopped",
            "confirmed_by": "origin",
        }
    ],
    "follow_ups": [{"date": "2006-05", "state": "grown", "source": "Letter", "remark": None}],
    "source": {"kind": "sample", "name": "Tests", "licence": "CC BY 4.0", "imported": None},
    "illustrative": True,
    "first_published": "2002-10-01",
    "last_reviewed": "2006-05-01",
}


def load_vocabularies() -> None:
    """Store vocabularies, and the places the records name, in a database that was emptied."""
    if Region.objects.exists():
        return
    store(_vocabularies())


@cache
def _vocabularies() -> list[list]:
    """Return what the command loads into an empty database, and a few places, leaving it empty."""
    with transaction.atomic():
        call_command("load_vocabularies", stdout=StringIO())
        asia = Region.objects.get(slug="asia-and-the-pacific")
        for code, name in (("JP", "Japan"), ("CN", "China")):
            Country.objects.create(code=code, name=name, region=asia)
        for name, country in (("Kitakyushu", "JP"), ("Dalian", "CN")):
            City.objects.create(name=name, country_id=country, latitude=33, longitude=130)
        loaded = [list(model.objects.order_by("pk")) for model in VOCABULARIES]
        transaction.set_rollback(True)
    return loaded


def make_record(complete: bool = False, **changes) -> dict:
    return {**copy.deepcopy(COMPLETE if complete else SMALL), **changes}


def make_practice(complete: bool = False, **changes) -> Practice:
    """Return a draft made of a record with ``changes``; call load_vocabularies before."""
    practice, problems = write_record(make_record(complete, **changes))
    assert problems == []
    return practice
