"""Readers write to a contact and never learn the address."""

import re

import pytest
from django.core import mail

from cases import workflow
from cases.models import Practice
from partners.models import ContactPoint
from tests.cases.making import load_vocabularies, make_practice
from tests.html import faults_of
from web.models import OutgoingMail

pytestmark = pytest.mark.django_db(transaction=True)

LETTER = {"name": "Vera", "email": "vera@example.net", "message": "How many buses?"}


@pytest.fixture
def case(transactional_db) -> Practice:
    load_vocabularies()
    practice = make_practice(complete=True)
    workflow.publish(practice)
    return practice


def address(case) -> str:
    return f"{case.get_absolute_url()}write/"


def test_a_letter_is_passed_on_and_not_kept(case, client):
    assert address(case) in client.get(case.get_absolute_url()).content.decode()
    page = client.get(address(case))
    assert faults_of(page.content.decode()) == []
    answer = client.post(address(case), LETTER)
    [sent] = mail.outbox
    assert (sent.to, sent.reply_to) == (["aiko@example.org"], ["vera@example.net"])
    assert "How many buses?" in sent.body and case.title in sent.subject
    for shown in (page, answer):
        assert "aiko" not in shown.content.decode().lower()
    assert not OutgoingMail.objects.exists()


def test_the_organisation_is_written_to_when_no_person_is_known(case, client):
    ContactPoint.objects.create(
        organisation=case.contact_organisation, kind="email", value="office@example.org"
    )
    case.contact_person.delete()
    client.post(address(case), LETTER)
    assert mail.outbox[0].to == ["office@example.org"]


def test_without_an_address_there_is_no_form(case, client):
    ContactPoint.objects.filter(kind="email").delete()
    assert client.get(address(case)).status_code == 404
    assert address(case) not in client.get(case.get_absolute_url()).content.decode()
    assert client.get("/practices/none/write/").status_code == 404


def test_an_archived_case_or_a_draft_passes_nothing_on(case, client):
    workflow.archive(case, reason="Old.")
    assert client.post(address(case), LETTER).status_code == 404
    draft = make_practice(complete=True, title="Draft")
    assert client.post(address(draft), LETTER).status_code == 404
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "a\nBcc: b@example.org"), ("email", "x"), ("message", "\x00"),
     ("email", "a@example.org\nBcc: b@example.org"), ("message", "x" * 5001)],
)  # fmt: skip
def test_bad_input_is_said_and_nothing_lost(case, client, field, value):
    page = client.post(address(case), {**LETTER, field: value})
    assert page.status_code == 400
    assert mail.outbox == []
    kept = "How many buses?" if field != "message" else "Vera"
    assert kept in page.content.decode()
    assert value == "\x00" or faults_of(page.content.decode()) == []


def test_a_program_that_fills_every_field_is_thanked_and_ignored(case, client):
    assert client.post(address(case), {**LETTER, "homepage": "x"}).status_code == 200
    assert mail.outbox == []


def test_it_is_limited(case, client):
    codes = [client.post(address(case), LETTER).status_code for _letter in range(6)]
    assert codes == [200] * 5 + [429]


def test_a_letter_sent_twice_goes_out_once(case, client):
    [key] = re.findall(r'name="key" value="([^"]+)"', client.get(address(case)).content.decode())
    for _time in range(2):
        assert client.post(address(case), {**LETTER, "key": key}).status_code == 200
    assert len(mail.outbox) == 1
