"""The partners of a record, with what each of them gave."""

from cases.models import Partnership, PartnershipSupport, Practice
from cases.record.contacts import Contacts
from cases.record.unknown import Unknown, UnknownTermProblem


def write_partners(
    practice: Practice, rows: list[dict], contacts: Contacts
) -> dict[str, Partnership]:
    """Store the partners and return them by the names the record calls them, in small letters.

    An organisation listed twice is one partner with all the support of both places.
    """
    named: dict[str, Partnership] = {}
    by_organisation: dict[int, Partnership] = {}
    for place, row in enumerate(rows):
        organisation, person = contacts.take(row, f"partners[{place}]")
        partnership = by_organisation.get(organisation.pk) or Partnership.objects.create(
            practice=practice, organisation=organisation, person=person, position=place
        )
        by_organisation[organisation.pk] = named[row["organisation"].lower()] = partnership
        _write_supports(
            partnership, row.get("support") or [], contacts, f"partners[{place}].support"
        )
    return named


def _write_supports(
    partnership: Partnership, rows: list[dict], contacts: Contacts, place: str
) -> None:
    supports = {}
    for row in rows:
        support_type = contacts.vocabularies.support_type(row["type"])
        text = row.get("text") or ""
        if support_type is None:
            name = partnership.organisation.name
            unknown = Unknown("support_type", row["type"], organisation=name, words=text)
            contacts.problems.append(UnknownTermProblem(place, unknown))
        else:
            supports[support_type.pk, text] = PartnershipSupport(
                partnership=partnership, type=support_type, text=text
            )
    PartnershipSupport.objects.bulk_create(supports.values(), ignore_conflicts=True)
