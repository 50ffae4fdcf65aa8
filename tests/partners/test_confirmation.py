"""Contacts confirm their data by a link that works once; opening it confirms nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cases.access import Reader
from partners import confirmation
from partners.models import (
    ContactPerson,
    ContactPoint,
    ContactProposal,
    ContactRequest,
    Organisation,
)
from tests.cast import client_of
from tests.html import faults_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def aiko(transactional_db):
    office = Organisation.objects.create(name="Transport Office")
    person = ContactPerson.objects.create(name="Aiko Example", organisation=office)
    for kind, value in (("phone", "+81 00 000 0001"), ("email", "aiko@example.org")):
        ContactPoint.objects.create(person=person, kind=kind, value=value)
    return person


def mailed_link(person) -> str:
    confirmation.ask(person)
    return re.search(r"/contacts/\S+", mail.outbox[-1].body).group()


def confirmed(person) -> bool:
    person.refresh_from_db()
    return person.confirmed_on == timezone.localdate()


def test_the_mail_goes_to_the_person_with_a_link(aiko, settings):
    link = mailed_link(aiko)
    assert mail.outbox[0].to == ["aiko@example.org"]
    assert settings.SITE_URL in mail.outbox[0].body
    assert "Aiko" not in link and "aiko" not in link


def test_opening_the_link_confirms_nothing_however_often(aiko, client):
    link = mailed_link(aiko)
    for _scan in range(3):
        page = client.get(link)
        client.head(link)
        assert page.status_code == 200
        assert "aiko@example.org" in page.content.decode()
        assert faults_of(page.content.decode()) == []
    assert not confirmed(aiko)


def test_one_button_confirms_once(aiko, client):
    link = mailed_link(aiko)
    page = client.post(link, {"right": "1"})
    assert "Thank you" in page.content.decode()
    assert confirmed(aiko)
    again = client.post(link, {"right": "1"})
    assert again.status_code == 404
    assert "does not work" in again.content.decode()
    assert client.get(link).status_code == 404


def test_two_who_click_at_once_use_it_once(aiko):
    mailed_link(aiko)
    question = ContactRequest.objects.get()
    assert [confirmation.confirm(question), confirmation.confirm(question)] == [True, False]


def test_a_link_grows_old(aiko, client, monkeypatch):
    link = mailed_link(aiko)
    later = (timezone.now() + confirmation.VALID_FOR + timedelta(minutes=1)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "made-up"])
def test_a_link_cannot_be_made_up(aiko, client, change):
    token = mailed_link(aiko).split("/")[2]
    assert client.get(f"/contacts/{change(token)}/").status_code == 404


def test_a_new_question_ends_the_earlier_link(aiko, client):
    first = mailed_link(aiko)
    second = mailed_link(aiko)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_the_page_is_kept_nowhere(aiko, client):
    page = client.get(mailed_link(aiko))
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Robots-Tag"] == "noindex"


PROPOSAL = {
    "wish": "correct",
    "name": "Aiko Beispiel",
    "emails": "aiko@example.net\naiko@example.com",
    "phones": "",
    "faxes": "",
    "remark": "I moved.",
}


def test_a_correction_waits_for_a_curator_who_takes_it_over(aiko, client):
    client.post(mailed_link(aiko), PROPOSAL)
    assert not confirmed(aiko)
    proposal = ContactProposal.objects.get()
    desk = client_of(Reader.CURATOR)
    listed = desk.get("/admin/partners/contactproposal/?queue=contact-proposals").context["cl"]
    assert list(listed.result_list) == [proposal]
    page = desk.get(f"/admin/partners/contactproposal/{proposal.pk}/change/")
    assert "Aiko Beispiel" in page.content.decode()
    desk.post(f"/admin/partners/contactproposal/{proposal.pk}/settle/", {"take": "1"})
    assert confirmed(aiko)
    assert aiko.name == "Aiko Beispiel"
    points = aiko.contact_points.values_list("kind", "value")
    assert list(points) == [("email", "aiko@example.net"), ("email", "aiko@example.com")]
    assert not ContactProposal.objects.exists()


def test_a_proposal_put_aside_changes_nothing_and_is_gone(aiko, client):
    client.post(mailed_link(aiko), {**PROPOSAL, "wish": "leave"})
    proposal = ContactProposal.objects.get()
    desk = client_of(Reader.CURATOR)
    desk.post(f"/admin/partners/contactproposal/{proposal.pk}/settle/", {"aside": "1"})
    aiko.refresh_from_db()
    assert (aiko.name, ContactProposal.objects.count()) == ("Aiko Example", 0)


def test_bad_input_is_said_and_kept_and_the_link_still_works(aiko, client):
    link = mailed_link(aiko)
    page = client.post(link, {**PROPOSAL, "emails": "not a mail", "remark": "Kept text"})
    assert page.status_code == 400
    assert "“not a mail” is not a mail address." in page.content.decode()
    assert "Kept text" in page.content.decode()
    assert faults_of(page.content.decode()) == []
    assert client.get(link).status_code == 200


def test_who_has_no_address_is_not_asked(aiko):
    aiko.contact_points.filter(kind="email").update(value="by letter only")
    desk = client_of(Reader.CURATOR)
    data = {"action": "ask_to_confirm", "_selected_action": [aiko.pk]}
    page = desk.post("/admin/partners/contactperson/", data, follow=True).content.decode()
    assert "No mail address is known of contact person" in page
    assert mail.outbox == []


def test_only_curators_settle(aiko, client):
    client.post(mailed_link(aiko), PROPOSAL)
    address = f"/admin/partners/contactproposal/{ContactProposal.objects.get().pk}/settle/"
    assert client.post(address, {"take": "1"}).status_code == 302
    assert client_of(Reader.CURATOR).get(address).status_code == 405
    assert ContactProposal.objects.exists()


def test_it_is_limited(aiko, client):
    codes = {client.get("/contacts/made-up/").status_code for _try in range(61)}
    assert codes == {404, 429}
