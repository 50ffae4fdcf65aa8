"""The access policy: which part of a practice which reader sees. Nothing else decides that.

Every door (page, print, export, API, feed, search snippet, cache) asks here.
"""

import re
from enum import IntEnum

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


class Reader(IntEnum):
    """Who reads, in rising order of what is open to them."""

    VISITOR = 0
    SUBSCRIBER = 1
    CURATOR = 2

    @property
    def is_curator(self) -> bool:
        return self >= Reader.CURATOR

    @property
    def is_subscriber(self) -> bool:
        return self >= Reader.SUBSCRIBER


class Part(models.TextChoices):
    """What is not open to everyone: parts of a practice, taking many away, keeping one's own."""

    NARRATIVE = "narrative"
    FINANCES = "finances"
    CLAIMS = "claims"
    CONTACT_DETAILS = "contact_details"
    CONTACT_PERSONS = "contact_persons"
    EXPORT = "export"
    KEEP = "keep"


POLICY = {
    Part.NARRATIVE: Reader.SUBSCRIBER,
    Part.FINANCES: Reader.SUBSCRIBER,
    Part.CLAIMS: Reader.SUBSCRIBER,
    Part.CONTACT_DETAILS: Reader.SUBSCRIBER,
    Part.CONTACT_PERSONS: Reader.CURATOR,
    Part.EXPORT: Reader.SUBSCRIBER,
    Part.KEEP: Reader.SUBSCRIBER,
}
OPENED_BY_OPEN_ACCESS = {Part.NARRATIVE, Part.FINANCES, Part.CLAIMS, Part.EXPORT}


def least_reader(part: Part) -> Reader:
    """Return the least reader to whom ``part`` is open, by ``ACCESS_POLICY`` and ``OPEN_ACCESS``.

    Contact persons are personal data: no setting opens them to anyone but curators.
    """
    if part == Part.CONTACT_PERSONS:
        return Reader.CURATOR
    if part in settings.ACCESS_POLICY:
        return Reader[settings.ACCESS_POLICY[part].upper()]
    if settings.OPEN_ACCESS and part in OPENED_BY_OPEN_ACCESS:
        return Reader.VISITOR
    return POLICY[part]


def may_read(reader: Reader, part: Part) -> bool:
    return reader >= least_reader(part)


def open_parts(reader: Reader) -> set[str]:
    """Return the names of the parts that ``reader`` may read."""
    return {part.value for part in Part if may_read(reader, part)}


def reader_of(user) -> Reader:
    """Return what ``user`` may read as: decided by permissions, so groups and backends grant it."""
    if not user.is_authenticated:
        return Reader.VISITOR
    if user.is_staff and user.has_perm("cases.publish_practice"):
        return Reader.CURATOR
    if user.has_perm("cases.read_closed_parts"):
        return Reader.SUBSCRIBER
    return Reader.VISITOR


_SENTENCE_END = re.compile(r"[.!?؟。](?=\s|$)")


def teaser(text: str, most_characters: int = 200) -> str:
    """Return what everyone may read of a closed text: its first sentence, cut if it is long."""
    first_line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    end = _SENTENCE_END.search(first_line)
    sentence = first_line[: end.end()] if end else first_line
    if len(sentence) <= most_characters:
        return sentence
    return sentence[:most_characters].rsplit(" ", 1)[0] + " …"


def check_policy(policy: dict[str, str]) -> dict[str, str]:
    """Return ``policy``; raise ImproperlyConfigured if a part or reader in it does not exist."""
    readers = {reader.name.lower() for reader in Reader}
    for part, reader in policy.items():
        if part not in Part.values:
            raise ImproperlyConfigured(
                f"ACCESS_POLICY names the part {part!r}; there are {Part.values}."
            )
        if reader not in readers:
            raise ImproperlyConfigured(f"ACCESS_POLICY names the reader {reader!r}; use {readers}.")
    return policy
