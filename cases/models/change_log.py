"""The change log: which practices changed, in the order their transactions committed.

Everything derived from the database (search index, caches) is brought in step from here. A change
takes the next number of ``DataVersion``, whose row is locked until the transaction ends; so numbers
appear in commit order and a reader that has seen number n has missed nothing below it.
"""

import os
import time
from collections.abc import Iterable

from django.conf import settings
from django.db import connections, models, router, transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from cases.models.evidence import Claim, FollowUp, KeyDate, Reference
from cases.models.finance import FinancialShare, FinancialYear, Funder
from cases.models.narrative import NarrativeFormat, NarrativeHeading, NarrativeSection
from cases.models.place import City, Country, Location, Region
from cases.models.practice import Practice
from cases.models.recognition import Cycle, Recognition
from cases.models.relations import Partnership, PartnershipSupport, Transfer
from cases.models.site_page import SitePage
from cases.models.taxonomy import (
    Category,
    Classification,
    Ecosystem,
    LevelOfActivity,
    SupportType,
)
from cases.models.translated_name import TranslatedName
from partners.models import ContactPoint, Organisation, OrganisationType

RECENT_SECONDS = 0.5


class DataVersion(models.Model):
    """The number of the last change; one row."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="cases_dataversion_one_row", condition=models.Q(pk=1))
        ]

    def __str__(self):
        return str(self.number)

    @classmethod
    def next(cls) -> int:
        """Count up and return the new number, keeping the row locked until the transaction ends."""
        row = cls.objects.filter(pk=1)
        if not row.update(number=models.F("number") + 1):
            cls.objects.get_or_create(pk=1)
            row.update(number=models.F("number") + 1)
        return row.values_list("number", flat=True).get()

    @classmethod
    def current(cls) -> int:
        """Return the number of the last change. In SQL, because every page asks for it."""
        connection = connections[router.db_for_read(cls)]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT number FROM {cls._meta.db_table} WHERE id = 1")
            row = cursor.fetchone()
        number = row[0] if row else 0
        if not connection.in_atomic_block:  # where it might be a number nobody else will ever see
            _recent.learn(number)
        return number

    @classmethod
    def recent(cls) -> int:
        """Return the number without asking the database each time.

        What was written on this node is in it, what others wrote after RECENT_SECONDS at most.
        """
        return _recent.number()


class _Recent:
    """The number as last read; read again when this node has written, and now and then."""

    def __init__(self):
        self._number, self._seen, self._until = 0, None, 0.0

    def number(self) -> int:
        seen, now = _written_on_this_node(), time.monotonic()
        if seen != self._seen or now > self._until:
            self._number = DataVersion.current()
            self._seen, self._until = seen, now + RECENT_SECONDS
        return self._number

    def learn(self, number: int) -> None:
        """Take the number that was read just now: nobody is told an older one after it."""
        self._number = number


_recent = _Recent()


def _written_on_this_node() -> tuple[str, int]:
    """Return the folder of this node's data and the length of the file all its writers lengthen."""
    path = f"{settings.DATA_DIR}/written"
    try:
        return path, os.stat(path).st_size
    except FileNotFoundError:
        return path, 0


def _tell_this_node() -> None:
    with open(f"{settings.DATA_DIR}/written", "ab") as file:
        file.write(b".")


class Change(models.Model):
    """One practice that changed, was added or was deleted under a number of the data version."""

    number = models.PositiveBigIntegerField()
    practice_id = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["number", "practice_id"], name="cases_change_number")]

    def __str__(self):
        return f"{self.number}: {self.practice_id}"


class _Logged:
    """Marks in a transaction that a practice is in the log already; a rollback unmarks it."""

    def __init__(self, practice_id: int):
        self.practice_id = practice_id

    def __call__(self):
        pass


def log_changes(practice_ids: Iterable[int]) -> None:
    """Write the practices into the change log, each once per transaction.

    Signals call this for every saved or deleted row of the models below; code that writes around
    them (``bulk_create``, ``update``) calls it in the same transaction.
    """
    with transaction.atomic():
        connection = transaction.get_connection()
        pending = (entry[1] for entry in connection.run_on_commit)
        logged = {mark.practice_id for mark in pending if isinstance(mark, _Logged)}
        fresh = sorted(set(practice_ids) - logged)
        if not fresh:
            return
        number = DataVersion.next()
        Change.objects.bulk_create(
            [Change(number=number, practice_id=practice_id) for practice_id in fresh],
            batch_size=1000,
        )
        for practice_id in fresh:
            transaction.on_commit(_Logged(practice_id))
        transaction.on_commit(_tell_this_node, robust=True)


# From each model whose content stands on a practice's page, the way from a practice to it.
WAYS = {
    Practice: "pk",
    NarrativeSection: "sections",
    Classification: "classifications",
    Location: "locations",
    Recognition: "recognitions",
    KeyDate: "key_dates",
    Reference: "references",
    Claim: "claims",
    FollowUp: "follow_ups",
    Transfer: "transfers",
    Partnership: "partnerships",
    PartnershipSupport: "partnerships__supports",
    Funder: "funders",
    FinancialYear: "financial_years",
    FinancialShare: "financial_years__shares",
    NarrativeFormat: "narrative_format",
    NarrativeHeading: "sections__heading",
    Region: "locations__country__region",
    Country: "locations__country",
    City: "locations__city",
    Cycle: "recognitions__cycle",
    LevelOfActivity: "level_of_activity",
    Ecosystem: "ecosystem",
    SupportType: "partnerships__supports__type",
    OrganisationType: "partnerships__organisation__type",
}


def practices_showing(instance: models.Model) -> Iterable[int]:
    """Return the keys of the practices whose page, card or facets show ``instance``."""
    if isinstance(instance, Practice):
        return [instance.pk]
    if hasattr(instance, "practice_id"):
        return [instance.practice_id]
    if isinstance(instance, Category):
        condition = models.Q(categories=instance) | models.Q(categories__parent=instance)
    elif isinstance(instance, Organisation):
        condition = (
            models.Q(partnerships__organisation=instance)
            | models.Q(contact_organisation=instance)
            | models.Q(nominating_organisation=instance)
        )
    elif isinstance(instance, TranslatedName):
        condition = naming([instance.name])
    elif isinstance(instance, ContactPoint):
        owner = "contact_person" if instance.person_id else "contact_organisation"
        condition = models.Q(**{owner: instance.person_id or instance.organisation_id})
    else:
        condition = models.Q(**{WAYS[type(instance)]: instance})
    return Practice.objects.filter(condition).values_list("pk", flat=True).distinct()


def naming(names: Iterable[str]) -> models.Q:
    """The practices of whose places and vocabularies any has one of the names."""
    ways = (
        "categories",
        "categories__parent",
        "locations__country",
        "locations__country__region",
        "level_of_activity",
        "ecosystem",
    )
    sought, condition = list(names), models.Q()
    for way in ways:
        condition |= models.Q(**{f"{way}__name__in": sought})
    return condition


def renew_pages() -> None:
    """Take the next number for a change that stands on pages and in no practice."""
    with transaction.atomic():
        DataVersion.next()
        transaction.on_commit(_tell_this_node, robust=True)


def _record(sender, instance, **kwargs):
    log_changes(practices_showing(instance))
    if isinstance(instance, (Cycle, Country)):  # named where it is no place of the case, too
        renew_pages()


def _record_former(sender, instance, **kwargs):
    for former in TranslatedName.objects.filter(pk=instance.pk):
        log_changes(practices_showing(former))


for _model in (*WAYS, Category, Organisation, ContactPoint, TranslatedName):
    post_save.connect(_record, sender=_model, dispatch_uid=f"change_log_save_{_model.__name__}")
    pre_delete.connect(_record, sender=_model, dispatch_uid=f"change_log_delete_{_model.__name__}")
pre_save.connect(_record_former, sender=TranslatedName, dispatch_uid="change_log_former_name")


def _renew(sender, **kwargs):
    renew_pages()


for _signal in (post_save, post_delete):
    for _model in (SitePage, TranslatedName):
        _signal.connect(_renew, sender=_model, dispatch_uid=f"renew_pages_{_model.__name__}")
