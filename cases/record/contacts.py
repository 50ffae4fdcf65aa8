"""Contact blocks of a record: an organisation and the person to reach there, kept apart."""

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.models import Practice
from cases.record.unknown import Unknown, UnknownTermProblem
from cases.record.vocabularies import Vocabularies
from cases.record.web_address import web_address
from partners.models import REACHED_BY, ContactPerson, ContactPoint, Organisation


class Contacts:
    """Takes contact blocks; organisations are shared, so only what they lack is filled in."""

    def __init__(self, vocabularies: Vocabularies, problems: list[str]):
        self.vocabularies = vocabularies
        self.problems = problems

    def take(
        self, contact: dict | None, place: str, known: Organisation | None = None
    ) -> tuple[Organisation | None, ContactPerson | None]:
        """Return the organisation and person of a block, made or completed as needed.

        In a block that names a person, phones, faxes and mails are the person's. ``known`` is the
        organisation where the name alone may not tell.
        """
        if not contact:
            return None, None
        if not contact.get("organisation"):
            why = _("no organisation is named, so the block is not stored")
            self.problems.append(f"{place}: {why}")
            return None, None
        organisation = known or self.vocabularies.organisation(contact["organisation"])
        self._complete(organisation, contact, place)
        points = [
            (kind, value) for key, kind in REACHED_BY.items() for value in contact.get(key) or []
        ]
        if not contact.get("person"):
            self._reach(points, place, organisation=organisation)
            return organisation, None
        person, _made = ContactPerson.objects.get_or_create(
            organisation=organisation, name=contact["person"]
        )
        self._reach(points, place, person=person)
        return organisation, person

    def _complete(self, organisation: Organisation, contact: dict, place: str):
        given = {key: contact.get(key) for key in ("acronym", "address")}
        given["url"] = web_address(contact.get("url"), f"{place}.url", self.problems)
        if name := contact.get("organisation_type"):
            given["type"] = self.vocabularies.organisation_type(name)
            if given["type"] is None:
                unknown = Unknown("organisation_type", name, organisation=organisation.name)
                self.problems.append(UnknownTermProblem(f"{place}.organisation_type", unknown))
        changed = False
        for field, value in given.items():
            held = getattr(organisation, field)
            if value and not held:
                setattr(organisation, field, value)
                changed = True
            elif value and held != value:
                why = _("“%(value)s” differs from “%(held)s”, which is kept")
                why %= {"value": value, "held": held}
                self.problems.append(f"{place}.{field}: {why}")
        if changed:
            organisation.save()

    def _reach(self, points: list[tuple[str, str]], place: str, **owner):
        """Store how somebody is reached; a person's block may repeat what the organisation has."""
        held = ContactPoint.objects.filter(**owner)
        known = set(held.values_list("kind", "value"))
        if person := owner.get("person"):
            shared = ContactPoint.objects.filter(organisation=person.organisation_id)
            known |= set(shared.values_list("kind", "value"))
        ContactPoint.objects.bulk_create(
            ContactPoint(kind=kind, value=value, position=len(known) + number, **owner)
            for number, (kind, value) in enumerate(points)
            if (kind, value) not in known
        )


class GuardedContacts(Contacts):
    """Takes the blocks of somebody we do not know for ``practice``.

    Organisations and persons that another case names gain nothing: what is stated of them is
    reported, for a curator to compare.
    """

    def __init__(self, vocabularies: Vocabularies, problems: list[str], practice: Practice):
        super().__init__(vocabularies, problems)
        self.practice = practice

    def _complete(self, organisation: Organisation, contact: dict, place: str):
        if not self._named_elsewhere("organisation", organisation):
            return super()._complete(organisation, contact, place)
        keys = ("acronym", "organisation_type", "address", "url")
        self._withhold([(key, contact[key]) for key in keys if contact.get(key)], place)

    def _reach(self, points: list[tuple[str, str]], place: str, **owner):
        if not any(self._named_elsewhere(kind, row) for kind, row in owner.items()):
            return super()._reach(points, place, **owner)
        self._withhold(points, place)

    def _named_elsewhere(self, kind: str, row: Organisation | ContactPerson) -> bool:
        ways = (f"contact_{kind}", f"nominating_{kind}", f"partnerships__{kind}")
        named = Q(*((way, row) for way in ways), _connector=Q.OR)
        return Practice.objects.filter(named).exclude(pk=self.practice.pk).exists()

    def _withhold(self, stated: list[tuple[str, str]], place: str) -> None:
        why = _("“%(value)s” was stated of somebody known, and is not added")
        self.problems += [f"{place}.{key}: {why % {'value': value}}" for key, value in stated]
