"""Going back: a practice as one of its versions had it, published as its next version."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases import workflow
from cases.models import Partnership, Practice, PracticeVersion
from cases.record import read_record, write_record
from cases.record.reading_copy import CONTACT_DETAILS, without_persons

KEPT = {"slug", "first_published", "last_reviewed"}
"""What stays as it is now; follow-ups, contact persons and organisations' addresses do too, and the
original of a translation where the version does not name one."""


@transaction.atomic
def revert(
    practice: Practice, number: int, by=None, reason: str = ""
) -> tuple[PracticeVersion, list[str]]:
    """Give a published practice the content of its version ``number``, and publish that.

    What happened to it since stays: follow-ups, days of publication and review, who is the contact
    person of an organisation, and how organisations are reached; so nothing that was erased comes
    back. Returns the new version, and what could not be placed any more (a term that has left its
    vocabulary, for instance), each as ``where: what``. Raises ValidationError unless the practice
    is published.
    """
    old = practice.versions.filter(number=number).first()
    if old is None:
        raise ValidationError(_("There is no version %(number)d."), params={"number": number})
    persons = _persons(practice)
    now = read_record(Practice.objects.for_page().get(pk=practice.pk))
    record = _without_details(without_persons(old.record))
    record = {"translation_of": now.get("translation_of")} | record
    record |= {key: now[key] for key in KEPT} | {"follow_ups": []}
    _practice, problems = write_record(record, practice, by=by, kept={"follow_ups"})
    _restore(practice, persons)
    return workflow.revise(practice, by, reason or _("Back to version %d") % number), problems


def _without_details(record: dict) -> dict:
    return {
        **record,
        "contact": _named(record["contact"]),
        "nominating": _named(record["nominating"]),
        "partners": [_named(partner) for partner in record["partners"]],
    }


def _named(contact: dict | str | None) -> dict | str | None:
    if not isinstance(contact, dict):
        return contact
    return {**contact, **CONTACT_DETAILS, "acronym": None, "organisation_type": None}


def _persons(practice: Practice) -> dict[tuple[str, int | None], int]:
    """Return the contact persons by the part they have and the organisation they are of."""
    found = {
        ("contact", practice.contact_organisation_id): practice.contact_person_id,
        ("nominating", practice.nominating_organisation_id): practice.nominating_person_id,
    }
    rows = practice.partnerships.values_list("organisation_id", "person_id")
    return found | {("partner", organisation): person for organisation, person in rows}


def _restore(practice: Practice, persons: dict) -> None:
    practice.contact_person_id = persons.get(("contact", practice.contact_organisation_id))
    practice.nominating_person_id = persons.get(("nominating", practice.nominating_organisation_id))
    practice.save()
    for row in Partnership.objects.filter(practice=practice):
        if person := persons.get(("partner", row.organisation_id)):
            row.person_id = person
            row.save()
