"""A collection in which every table of the record has rows, and every column somewhere a value."""

import datetime
import uuid
from decimal import Decimal

from django.db import models
from django.utils import timezone

from cases import workflow
from cases.archive import tables
from cases.archive.graph import other_cases
from cases.models import (
    City,
    Ecosystem,
    ImportLedger,
    Practice,
    PracticeVersion,
    UnknownTerm,
    UnknownTermUse,
)
from partners.models import Organisation, Sponsor
from tests.cases.making import make_practice
from tests.cast import ingrid


def make_everything(cases: int = 3) -> None:
    """Make ``cases`` cases: published twice, a draft, one archived, and so on in turn."""
    curator = ingrid()
    for number in range(cases):
        title = f"Buses Run by Their Riders {number}"
        practice = make_practice(complete=True, title=title)
        practice.entered_by = curator
        practice.save()
        if number % 3 != 1:
            workflow.publish(practice, reason="First")
            workflow.revise(practice, reason="Second")
        if number % 3 == 2:
            workflow.archive(practice, reason="The buses are gone.")
        ImportLedger.objects.create(
            practice=practice, name="a.txt", digest=f"{number:064x}", text="x", spans=[[0, 1, "t"]]
        )
    make_unknown_terms(curator)
    first, second, *_others = Practice.objects.order_by("pk")
    for column in other_cases():
        Practice.objects.filter(pk=first.pk).update(**{column.name: second})
    PracticeVersion.objects.filter(number=2).update(published_by=curator)
    Practice.objects.update(created_at=datetime.datetime(2001, 2, 3, 4, 5, 6, 789, datetime.UTC))
    Organisation.objects.create(name="Riders' Union", country="KE")
    Sponsor.objects.create(name="A Sponsor", text="Thanks.\nAgain.", url="https://example.org")
    City.objects.create(name="Kitakyushu", country_id="JP")  # not the city of the cases
    fill_empty_tables()


def make_unknown_terms(curator) -> None:
    waiting = UnknownTerm.met("category", "towers", "Housing")
    union = Organisation.objects.get(name="Riders' Union")
    for practice in Practice.objects.all():
        UnknownTermUse.objects.create(
            practice=practice, term=waiting, organisation=union, words="in words"
        )
    when = datetime.datetime(2006, 7, 8, 9, 10, 11, 12, datetime.UTC)
    decided = {"decision": "mapped", "decided_at": when, "decided_by": curator}
    UnknownTerm.objects.create(
        vocabulary="ecosystem", text="Shore", ecosystem=Ecosystem.objects.first(), **decided
    )


def fill_empty_tables() -> None:
    """Add a row to each table that has none yet, so that a new table is tested unasked."""
    found = tables()
    for table in (*found.shared, *found.case, *found.following):
        if not table.model._base_manager.exists():
            values = {f.name: _value(f) for f in table.model._meta.concrete_fields if _wanted(f)}
            table.model._base_manager.create(**values)


def _wanted(field: models.Field) -> bool:
    return not isinstance(field, models.AutoField)


def _value(field: models.Field):
    if field.choices:
        return field.choices[0][0]
    if field.is_relation:
        return field.related_model._base_manager.order_by("pk").first()
    if field.has_default():
        return field.get_default()
    kinds = {
        models.BinaryField: bytes(range(256)),
        models.BooleanField: True,
        models.DateTimeField: timezone.now(),
        models.DateField: datetime.date(2004, 5, 6),
        models.DecimalField: Decimal("1"),
        models.IntegerField: 7,
        models.FloatField: 0.25,
        models.JSONField: {"a": [1, None, "b"]},
        models.UUIDField: uuid.uuid4(),
        models.URLField: "https://example.org/x",
        models.SlugField: "a-slug",
        models.EmailField: "a@example.org",
    }
    for kind, value in kinds.items():
        if isinstance(field, kind):
            return value
    return field.name[: field.max_length]


def wipe() -> None:
    """Empty every table of the record."""
    found = tables()
    for table in (*reversed(found.following), *reversed(found.case), *reversed(found.shared)):
        table.model._base_manager.all()._raw_delete("default")
