"""What is held of a person is given out whole, and nothing of it is left after erasing."""

import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from cases import search, workflow
from cases.access import Reader
from cases.models import ImportLedger, KeyDate, NarrativeSection, Nomination, Practice
from cases.personal_data import erase, held_of, traces_of
from partners.confirmation import ask
from partners.models import ContactPerson, ContactPoint, ContactProposal, Organisation
from tests.cases.making import load_vocabularies, make_practice
from tests.cases.nominating import open_cycle
from tests.cast import amina, client_of, ingrid
from web.models import OutgoingMail

pytestmark = pytest.mark.django_db(transaction=True)

MARKS = ("aiko e", "aiko r", "+81 00 000 0001", "aiko@example.org")
SOURCE = "Contact:\nMs. Aiko  EXAMPLE\nTel. +81 00 000 0001\nAiko@example.org\nTransport Office\n"


@pytest.fixture
def aiko(transactional_db, settings, tmp_path, monkeypatch):
    """A person who has left traces in every place there is."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: 1 / 0)
    load_vocabularies()
    practice = make_practice(complete=True)
    NarrativeSection.objects.filter(practice=practice).update(text="Aiko Example led the riders.")
    KeyDate.objects.create(practice=practice, date="1999", text="Ask AIKO\u00a0EXAMPLE for more")
    workflow.publish(practice, ingrid(), reason="As Aiko Example wanted")
    person = ContactPerson.objects.get()
    ImportLedger.objects.create(
        practice=practice, name="page.txt", digest="d", text=SOURCE,
        spans=[[9, 26, "contact.person"], [27, 47, "contact.phones[0]"]],
    )  # fmt: skip
    ask(person)
    ContactProposal.objects.create(person=person, name="Aiko Renamed", phones="+81 00 000 0001")
    persons = ContentType.objects.get_for_model(ContactPerson)
    LogEntry.objects.create(
        user=amina(), content_type=persons, object_id=person.pk, object_repr="Aiko Example",
        action_flag=CHANGE, change_message="Aiko Example",
    )  # fmt: skip
    Organisation.objects.filter(name="Transport Office").update(address="c/o Aiko Example")
    said = {"contact-person": "Aiko Example", "contact-phones": "+81 00 000 0001; +81 2"}
    Nomination.objects.create(
        cycle=open_cycle(), practice=practice, email="Aiko@example.org", typed=said,
        submitted={"contact": {"person": "Aiko Example"}}, problems="“aiko@example.org” was stated",
    )  # fmt: skip
    search.rebuild()
    return person


def hits_in_the_database() -> list[str]:
    """Return every value of a column of a table that has a mark of the person in it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    text = json.dumps(value, ensure_ascii=False, default=str)
                    text = " ".join(text.lower().split())
                    if any(mark in text for mark in MARKS):
                        found.append(f"{table}.{column}: {value}")
    return found


def hits_in_the_index(folder) -> list:
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".sqlite3"]
    assert files
    return [path for path in files if b"aiko" in path.read_bytes().lower()]


def test_nothing_is_left_in_any_table_or_in_the_index(aiko, tmp_path):
    before = hits_in_the_database()
    assert len(before) > 10, before
    assert hits_in_the_index(tmp_path), "the traces are in the index"
    desk = client_of(Reader.CURATOR)
    desk.post(f"/admin/partners/contactperson/{aiko.pk}/erase/")
    assert hits_in_the_database() == []
    assert hits_in_the_index(tmp_path) == []
    assert not ContactPerson.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_the_page_still_stands_without_the_person(aiko, client):
    practice = Practice.objects.get()
    erase(aiko)
    page = client.get(practice.get_absolute_url()).content.decode()
    assert "[removed] led the riders." in page
    assert practice.title in page
    version = practice.versions.get().record
    assert version["narrative"][0]["text"] == "[removed] led the riders."
    assert version["title"] == practice.title


def test_a_nomination_stands_without_its_nominator(aiko):
    erase(aiko)
    nomination = Nomination.objects.get()
    assert nomination.typed == {"contact-person": "[removed]", "contact-phones": "[removed]; +81 2"}
    assert nomination.email == ""
    workflow.archive(nomination.practice, reason="It ended.")
    assert not OutgoingMail.objects.exists()


def test_the_ledger_keeps_its_length_and_every_stretch_its_place(aiko):
    erase(aiko)
    text = ImportLedger.objects.get().text
    assert len(text) == len(SOURCE)
    assert text.splitlines()[0] == "Contact:"
    assert text.splitlines()[4] == "Transport Office"
    assert set("".join(text[9:47].split())) == {"█"}


def test_a_person_of_a_partner_turns_black_in_the_source_too(transactional_db):
    load_vocabularies()
    partner = make_practice(complete=True).partnerships.first()
    partner.person = ContactPerson.objects.create(name="Tanaka", organisation=partner.organisation)
    partner.save()
    ImportLedger.objects.create(
        practice=partner.practice, name="page.txt", digest="d", text="Tanaka 12345\nOther 12345\n",
        spans=[[0, 6, "partners.0.person"], [7, 12, "partners.0.phones.0"],
               [19, 24, "partners.1.phones.0"]],
    )  # fmt: skip
    erase(partner.person)
    assert ImportLedger.objects.get().text == "██████ █████\nOther 12345\n"


@pytest.mark.parametrize("position", [0, 2], ids=["moved", "after a gap"])
@pytest.mark.parametrize("person", ["Tan", "T. A."])
def test_a_partner_is_known_in_the_source_wherever_it_stands_now(
    transactional_db, person, position
):
    load_vocabularies()
    practice = make_practice(complete=True)
    union, bank = practice.partnerships.all()
    union.position, bank.position = 1, position
    union.save()
    bank.person = ContactPerson.objects.create(name="Tan", organisation=bank.organisation)
    bank.save()
    text, spans = "", []
    for path, stated in (
        ("partners.0.organisation", "Port"), ("partners.0.person", "Hugh"),
        ("partners.3.organisation", "HARBOUR  bank"), ("partners.3.person", person),
        ("partners.3.phones.0", "+2"), ("partners.30.person", "Ann"),
    ):  # fmt: skip
        spans.append([len(text), len(text) + len(stated), path])
        text += f"{stated}\n"
    ImportLedger.objects.create(
        practice=practice, name="page.txt", digest="d", text=text, spans=spans
    )
    erase(bank.person)
    black = {"Tan": "███", "T. A.": "██ ██"}[person]
    found = ImportLedger.objects.get().text
    assert found == f"Port\nHugh\nHARBOUR  bank\n{black}\n██\nAnn\n"


def test_a_partner_the_source_names_otherwise_is_known_by_its_place(transactional_db):
    load_vocabularies()
    practice = make_practice(complete=True)
    _union, bank = practice.partnerships.all()
    bank.position = 4
    bank.person = ContactPerson.objects.create(name="Tan", organisation=bank.organisation)
    bank.save()
    ImportLedger.objects.create(
        practice=practice, name="page.txt", digest="d", text="HB Mr T\nRU Hugh\n",
        spans=[[0, 2, "partners.1.organisation"], [3, 7, "partners.1.person"],
               [8, 10, "partners.0.organisation"], [11, 15, "partners.0.person"]],
    )  # fmt: skip
    erase(bank.person)
    assert ImportLedger.objects.get().text == "HB ██ █\nRU Hugh\n"


def test_the_export_has_everything(aiko):
    held = json.loads(json.dumps(held_of(aiko)))
    assert held["person"]["name"] == "Aiko Example"
    values = {point["value"] for point in held["contact_points"]}
    assert values == {"+81 00 000 0001", "aiko@example.org"}
    named = [(row["as"], row["row"]) for row in held["named_in"]]
    assert ("contact person", "Buses Run by Their Riders") in named
    assert held["proposals"][0]["name"] == "Aiko Renamed"
    assert len(held["asked_on"]) == 1
    texts = {(row["table"], row["column"]) for row in held["texts"]}
    assert texts >= {
        ("narrative section", "text"),
        ("key date", "text"),
        ("published version", "record"),
        ("import ledger", "text"),
        ("organisation", "address"),
        ("nomination", "email"),
        ("nomination", "typed"),
        ("nomination", "submitted"),
        ("nomination", "problems"),
        ("mail not sent yet", "body"),
        ("log entry", "object_repr"),
    }


def test_curators_alone_are_given_the_file(aiko, client):
    address = f"/admin/partners/contactperson/{aiko.pk}/held/"
    assert client.get(address).status_code == 302
    assert client_of(Reader.SUBSCRIBER).get(address).status_code == 302
    response = client_of(Reader.CURATOR).get(address)
    assert response.json()["person"]["name"] == "Aiko Example"
    assert "attachment" in response.headers["Content-Disposition"]


def test_the_page_shows_what_will_go_before_it_does(aiko):
    page = client_of(Reader.CURATOR).get(f"/admin/partners/contactperson/{aiko.pk}/erase/")
    words = page.content.decode()
    assert "Aiko Example led the riders." in words
    assert "Buses Run by Their Riders: contact person" in words
    assert ContactPerson.objects.exists()


def test_what_belongs_to_somebody_else_too_stays(aiko):
    office = Organisation.objects.get(name="Transport Office")
    ContactPoint.objects.create(organisation=office, kind="phone", value="+81 00 000 0001")
    other = Organisation.objects.create(name="Another")
    namesake = ContactPerson.objects.create(name="AIKO Example", organisation=other)
    erase(aiko)
    assert office.contact_points.get().value == "+81 00 000 0001"
    assert ContactPerson.objects.get() == namesake
    assert KeyDate.objects.filter(text__contains="AIKO").exists()
    erase(namesake)
    assert not KeyDate.objects.filter(text__contains="AIKO").exists()


@pytest.mark.parametrize("name", ["Director", "Li", "Li Wu"])
def test_a_name_that_says_little_is_not_looked_for_in_texts(aiko, name):
    ContactPerson.objects.filter(pk=aiko.pk).update(name=name)
    aiko.refresh_from_db()
    aiko.contact_points.all().delete()
    KeyDate.objects.update(text=f"The {name} came")
    assert traces_of(aiko) == []


def test_a_name_inside_a_longer_word_is_left(aiko):
    KeyDate.objects.update(text="NotAiko Examples")
    assert KeyDate not in {trace.model for trace in traces_of(aiko)}


def test_an_organisation_of_the_same_name_can_be_blacked_out_twice(aiko):
    for country in ("JP", "CN", "SN"):
        Organisation.objects.create(name="Aiko Example", country=country)
    Organisation.objects.create(name="[removed]", country="JP")
    erase(aiko)
    assert hits_in_the_database() == []


def test_an_erasure_that_fails_changes_nothing(aiko, monkeypatch):
    before = hits_in_the_database()
    monkeypatch.setattr(ContactPerson, "delete", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase(aiko)
    assert hits_in_the_database() == before


def test_old_proposals_do_not_outlive_the_person(aiko):
    ContactProposal.objects.update(made_at=timezone.now() - timedelta(days=900))
    erase(aiko)
    assert not ContactProposal.objects.exists()
