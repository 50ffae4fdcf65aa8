"""From the record to the database."""

import datetime

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from cases.models import (
    Category,
    Claim,
    Classification,
    FollowUp,
    KeyDate,
    Location,
    NarrativeSection,
    Practice,
    Recognition,
    Reference,
    Transfer,
    check_claims,
)
from cases.record.check import SAME_AS_CONTACT, RecordError, check_record
from cases.record.contacts import Contacts, GuardedContacts
from cases.record.finances import write_finances
from cases.record.partners import write_partners
from cases.record.translation import take_original
from cases.record.unknown import Unknown, UnknownTermProblem, keep_unknown
from cases.record.vocabularies import Vocabularies
from cases.record.web_address import web_address

PARTS = (
    "classifications",
    "locations",
    "recognitions",
    "sections",
    "key_dates",
    "references",
    "claims",
    "transfers",
    "follow_ups",
    "financial_years",
    "funders",
    "partnerships",
)


def write_record(
    record: dict,
    practice: Practice | None = None,
    vocabularies: Vocabularies | None = None,
    by=None,
    kept: frozenset[str] | set[str] = frozenset(),
    trusted: bool = True,
) -> tuple[Practice, list[str]]:
    """Put ``record`` into the database, as a new draft or in place of what ``practice`` held.

    Returns the practice and a list of what could not be placed, each as ``where: what``; unknown
    terms among it wait for a curator. ``kept`` names the rows (of ``PARTS``) of ``practice`` that
    stay. A record that is not ``trusted`` adds nothing to organisations and persons that other
    cases name: what it says of them is among the problems. State and versions are not touched:
    publishing is the business of ``cases.workflow``. Everything happens in one transaction, or
    nothing. Raises RecordError for a record that is malformed or holds what the database refuses.
    """
    check_record(record)
    vocabularies = vocabularies or Vocabularies()
    try:
        with transaction.atomic():
            return _Writer(record, vocabularies, by, trusted).write(practice, kept)
    except (ValidationError, DatabaseError) as error:
        vocabularies.forget()
        raise RecordError(_messages(error)) from error


def _messages(error: ValidationError | DatabaseError) -> list[str]:
    if isinstance(error, DatabaseError):
        return [str(error).splitlines()[0]]
    if hasattr(error, "error_dict"):
        return [f"{name}: {text}" for name, texts in error.message_dict.items() for text in texts]
    return error.messages


class _Writer:
    def __init__(self, record: dict, vocabularies: Vocabularies, by, trusted: bool):
        self.record = record
        self.vocabularies = vocabularies
        self.by = by
        self.problems: list[str] = []
        self.contacts = Contacts(vocabularies, self.problems)
        self.trusted = trusted

    def write(self, practice: Practice | None, kept) -> tuple[Practice, list[str]]:
        self.practice = practice or Practice(entered_by=self.by)
        if not self.trusted:
            self.contacts = GuardedContacts(self.vocabularies, self.problems, self.practice)
        self._practice()
        if practice:
            for part in (part for part in PARTS if part not in kept):
                getattr(practice, part).all().delete()
        self._classifications()
        self._locations()
        self._recognitions()
        self._sections()
        self._rows_of_text()
        self._transfers()
        partners = write_partners(self.practice, self._many("partners"), self.contacts)
        write_finances(self.practice, self._many("financials"), partners, self.problems)
        keep_unknown(self.practice, self.problems)
        return self.practice, self.problems

    def _many(self, key: str) -> list[dict]:
        return self.record.get(key) or []

    def _term(self, find, key: str):
        name = self.record.get(key)
        term = find(name) if name else None
        if name and not term:
            self.problems.append(UnknownTermProblem(key, Unknown(key, name)))
        return term

    def _practice(self):
        record, practice = self.record, self.practice
        if record.get("id"):
            practice.uid = record["id"]
        slug = record.get("slug")
        if slug and slug != practice.slug and practice.may_be_called(slug):
            practice.slug = slug
        practice.title = record["title"]
        practice.language = record.get("language") or Practice.Language.ENGLISH
        take_original(practice, record.get("translation_of") or {}, self.problems)
        practice.level_of_activity = self._term(self.vocabularies.level, "level_of_activity")
        practice.ecosystem = self._term(self.vocabularies.ecosystem, "ecosystem")
        practice.summary = record.get("summary") or ""
        practice.illustrative = bool(record.get("illustrative"))
        practice.first_published = _day(record.get("first_published"))
        practice.last_reviewed = _day(record.get("last_reviewed"))
        self._source()
        self._contact_and_nominator()
        headings = [row["heading"] for row in self._many("narrative")]
        practice.narrative_format = self.vocabularies.narrative_format(headings)
        practice.revision += 1
        practice.save()

    def _source(self):
        source = self.record.get("source") or {}
        self.practice.source_kind = source.get("kind") or Practice.Source.EXCHANGE
        self.practice.source_name = source.get("name") or ""
        self.practice.source_licence = source.get("licence") or ""
        self.practice.imported_on = _day(source.get("imported"))

    def _contact_and_nominator(self):
        practice, nominating = self.practice, self.record.get("nominating")
        practice.contact_organisation, practice.contact_person = self.contacts.take(
            self.record.get("contact"), "contact"
        )
        practice.nominating_organisation, practice.nominating_person = self.contacts.take(
            nominating if isinstance(nominating, dict) else None, "nominating"
        )
        if nominating == SAME_AS_CONTACT:
            practice.nominating = Practice.Nominating.SAME
        elif practice.nominating_organisation:
            practice.nominating = Practice.Nominating.ORGANISATION
        else:
            practice.nominating = Practice.Nominating.NONE

    def _classifications(self):
        chosen = [
            category
            for place, entry in enumerate(self._many("categories"))
            for category in self._branch(entry, f"categories[{place}]")
        ]
        self._create(Classification, [{"category": row} for row in dict.fromkeys(chosen)])

    def _branch(self, entry: dict, place: str) -> list[Category]:
        """Return the sub-categories of an entry; the top category itself where it has none."""
        name = entry["category"]
        top = self.vocabularies.category(name)
        if top is None:
            self.problems.append(UnknownTermProblem(place, Unknown("category", name)))
        parent = top.parent or top if top else None
        found = []
        for sub in entry.get("subcategories") or []:
            if category := self.vocabularies.category(name, sub):
                found.append(category)
            else:
                unknown = Unknown("category", sub, parent.name if parent else name)
                self.problems.append(UnknownTermProblem(place, unknown))
        return found or ([top] if top else [])

    def _locations(self):
        codes = self._many("countries")
        countries = [country for code in codes if (country := self._country(code, "countries"))]
        cities = []
        for place, name in enumerate(self._many("cities")):
            city = self.vocabularies.city(name, [country.pk for country in countries])
            if city is None and countries:
                city = self.vocabularies.new_city(name, countries[0])
                why = _("“%(city)s” is new and has no coordinates yet") % {"city": name}
                self.problems.append(f"cities[{place}]: {why}")
            if city is None:
                why = _("“%(city)s” has no country to be in") % {"city": name}
                self.problems.append(f"cities[{place}]: {why}")
            else:
                cities.append(city)
        rows = []
        for country in countries:
            here = [city for city in cities if city.country_id == country.pk]
            rows += [{"country": country, "city": city} for city in here or [None]]
        self._create(Location, rows)

    def _country(self, code: str, key: str):
        country = self.vocabularies.country(code)
        if country is None:
            why = _("“%(term)s” is not in the vocabulary") % {"term": code}
            self.problems.append(f"{key}: {why}")
        return country

    def _recognitions(self):
        rows = [
            Recognition(
                practice=self.practice,
                cycle=self.vocabularies.cycle(row["cycle"], row.get("body")),
                level=row["level"],
                awarded_on=row.get("date"),
                reasons=row.get("reasons") or "",
                disagreement=row.get("disagreement") or "",
            )
            for row in self._many("recognitions")
        ]
        Recognition.objects.bulk_create(rows)

    def _heading(self, name: str, key: str):
        narrative_format = self.practice.narrative_format
        headings = self.vocabularies.headings(narrative_format) if narrative_format else {}
        heading = headings.get(name.lower())
        if heading is None:
            why = _("there is no heading “%(heading)s”") % {"heading": name}
            self.problems.append(f"{key}: {why}")
        return heading

    def _sections(self):
        rows = []
        for place, row in enumerate(self._many("narrative")):
            heading = self._heading(row["heading"], f"narrative[{place}]")
            if heading:
                rows.append(
                    NarrativeSection(practice=self.practice, heading=heading, text=row["text"])
                )
        NarrativeSection.objects.bulk_create(rows)

    def _rows_of_text(self):
        practice = self.practice
        KeyDate.objects.bulk_create(
            KeyDate(practice=practice, date=row["date"], text=row["text"])
            for row in self._many("key_dates")
        )
        references = [
            {**row, "url": web_address(row.get("url"), f"references[{place}].url", self.problems)}
            for place, row in enumerate(self._many("references"))
        ]
        self._create(Reference, references)
        FollowUp.objects.bulk_create(
            FollowUp(practice=practice, **_stated(row)) for row in self._many("follow_ups")
        )
        claims = []
        for place, row in enumerate(self._many("claims")):
            heading = self._heading(row["section"], f"claims[{place}]")
            if heading:
                claims.append({**_stated(row, "section"), "heading": heading})
        self._create(Claim, claims)
        check_claims(self.practice.pk)

    def _transfers(self):
        rows = []
        for row in self._many("transfers"):
            values = _stated(row, "country", "city")
            code, name = row.get("country"), row.get("city")
            values["country"] = self._country(code, "transfers") if code else None
            values["city"] = self.vocabularies.city(name, [code]) if code and name else None
            rows.append(values)
        self._create(Transfer, rows)

    def _create(self, model, rows: list[dict]) -> list:
        return model.objects.bulk_create(
            model(practice=self.practice, position=position, **row)
            for position, row in enumerate(rows)
        )


def _stated(row: dict, *without: str) -> dict:
    return {key: value for key, value in row.items() if value is not None and key not in without}


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise RecordError([_("“%(text)s” is not a day") % {"text": text}]) from None
