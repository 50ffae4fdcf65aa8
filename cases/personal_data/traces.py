"""Where the name, numbers and addresses of a person stand in texts, in whatever table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from fields.partial_date import PartialDateField
from partners.models import ContactPerson, ContactPoint, ContactProposal, ContactRequest

OWN = (ContactPerson, ContactPoint, ContactProposal, ContactRequest)
"""Tables whose rows belong to a person and are deleted with them."""
FEWEST_CHARACTERS = 6
AROUND = 40


@dataclass(frozen=True)
class Trace:
    """A text that names the person; ``excerpt`` is the first place with what stands around it."""

    model: type[models.Model]
    column: str
    pk: object
    excerpt: str

    @property
    def table(self) -> str:
        return str(self.model._meta.verbose_name)


def marks_of(person: ContactPerson) -> list[str]:
    """Return what points to ``person`` and nobody else, the longest first.

    That is the full name and each number and mail address, unless another person or organisation
    has the same. A name of one word, or anything of less than six characters, would be found in
    texts that speak of something else, and is left out.
    """
    marks = []
    same_name = ContactPerson.objects.filter(name__iexact=person.name).exclude(pk=person.pk)
    if len(person.name.split()) > 1 and not same_name.exists():
        marks.append(person.name)
    for value in person.contact_points.values_list("value", flat=True):
        others = ContactPoint.objects.filter(value__iexact=value).exclude(person=person)
        if not others.exists():
            marks.append(value)
    usable = {mark.strip() for mark in marks if len(mark.strip()) >= FEWEST_CHARACTERS}
    return sorted(usable, key=lambda mark: (-len(mark), mark))


def pattern_of(marks: list[str]) -> re.Pattern | None:
    """Return what finds any of ``marks`` as whole words, in small letters or capitals."""
    if not marks:
        return None
    words = (r"\s+".join(map(re.escape, mark.split())) for mark in marks)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def text_columns(model: type[models.Model]) -> list[models.Field]:
    """Return the columns of ``model`` that hold words somebody wrote."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, kinds)
        and not isinstance(field, (models.SlugField, PartialDateField))
        and not field.choices
        and not field.primary_key
    ]


def traces_of(person: ContactPerson) -> list[Trace]:
    """Return each text outside the person's own rows that names them; every table is read."""
    pattern = pattern_of(marks_of(person))
    return list(_traces(pattern)) if pattern else []


def _traces(pattern: re.Pattern) -> Iterator[Trace]:
    for model in apps.get_models():
        names = [field.name for field in text_columns(model)]
        if model in OWN or not model._meta.managed or model._meta.proxy or not names:
            continue
        rows = model._base_manager.order_by().values_list("pk", *names)
        for pk, *values in rows.iterator(chunk_size=500):
            for name, value in zip(names, values, strict=True):
                if excerpt := _excerpt(pattern, value):
                    yield Trace(model, name, pk, excerpt)


def _excerpt(pattern: re.Pattern, value) -> str:
    if isinstance(value, str):
        found = pattern.search(value)
        if not found:
            return ""
        start, end = max(0, found.start() - AROUND), found.end() + AROUND
        return " ".join(value[start:end].split())
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next(filter(None, (_excerpt(pattern, part) for part in inner)), "")
