"""Seats of an institution: how people come to them, lose them, and what its administrator sees."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cases import workflow
from cases.access import Reader
from subscribers import joining
from subscribers.models import Institution, MailDomain, Membership
from tests.cases.making import load_vocabularies, make_practice
from tests.cast import PASSWORD
from tests.html import faults_of, text_of
from tests.subscribers.people import person, university

pytestmark = pytest.mark.django_db(transaction=True)


def reads(client) -> Reader:
    return client.get("/about/").wsgi_request.reader


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    assert faults_of(response.content.decode()) == []
    return text_of(response.content.decode())


def test_the_administrator_reads_whom_to_write_to(settings):
    settings.CONTACT_MAIL = "office@example.org"
    institution, ulla = university()
    html = logged_in(ulla).get(f"/institution/{institution.pk}/").content.decode()
    assert '<a href="mailto:office@example.org">office@example.org</a>' in html


def test_an_invitation_gives_whoever_holds_it_a_seat_once():
    institution, ulla = university()
    answer = logged_in(ulla).post(f"/institution/{institution.pk}/", {"emails": "nils@example.org"})
    assert answer.status_code == 302
    [letter] = mail.outbox
    link = re.search(r"https?://\S+?(/institution/join/\S+)", letter.body)[1]
    assert Client().get(link)["Location"].startswith("/accounts/login/?next=/institution/join/")
    nils = logged_in(person("nils"))
    assert "offers you a seat" in words(nils, link)
    assert reads(nils) == Reader.VISITOR
    nils.post(link)
    assert reads(nils) == Reader.SUBSCRIBER
    assert "Subscriber: Nils, Harbour University" in words(nils, "/about/")
    assert logged_in(person("olga")).post(link).status_code == 404


def test_an_invitation_that_has_run_out_is_no_longer_listed():
    institution, ulla = university()
    joining.invite(institution, "nils@example.org", ulla)
    page = f"/institution/{institution.pk}/"
    assert "nils@example.org" in words(logged_in(ulla), page)
    institution.invitations.update(made_at=timezone.now() - timedelta(days=31))
    assert "nils@example.org" not in words(logged_in(ulla), page)


def test_who_invites_does_not_learn_who_has_an_account():
    institution, ulla = university()
    person("nils")
    said = []
    for email in ("nils@example.org", "nobody@example.org"):
        browser = logged_in(ulla)
        address = f"/institution/{institution.pk}/"
        answer = browser.post(address, {"emails": email}, follow=True)
        words = text_of(answer.content.decode()).replace(email, "")
        said.append((answer.redirect_chain, words, mail.outbox.pop().subject))
        institution.invitations.all().delete()
    assert said[0] == said[1]


def test_the_secret_of_an_invitation_is_kept_nowhere():
    institution, ulla = university()
    joining.invite(institution, "nils@example.org", ulla)
    secret = re.search(r"/join/(\S+?)/", mail.outbox[0].body)[1]
    assert secret not in str(list(institution.invitations.values()))


def test_an_address_that_is_none_invites_nobody():
    institution, ulla = university()
    form = {"emails": "nils@example.org\nno address"}
    html = logged_in(ulla).post(f"/institution/{institution.pk}/", form).content.decode()
    assert "“no” is no e-mail address. Nobody was invited." in text_of(html)
    assert "nils@example.org\nno address" in html, "what was typed is still there"
    assert mail.outbox == []


def test_seats_are_counted():
    institution, _ulla = university(seats=2)
    joining.join(person("nils"), institution, Membership.Way.INVITATION)
    with pytest.raises(ValidationError, match=r"All seats of .* are taken"):
        joining.join(person("olga"), institution, Membership.Way.INVITATION)
    joining.remove(institution.memberships.get(user__username="nils"))
    joining.join(person("pia"), institution, Membership.Way.INVITATION)


def test_a_confirmed_address_of_the_domain_gives_a_seat_at_login():
    institution, _ulla = university()
    MailDomain.objects.create(institution=institution, domain="harbour.example")
    nils = person("nils", "nils@harbour.example")
    client = Client()
    client.post("/accounts/login/", {"login": nils.email, "password": PASSWORD})
    assert reads(client) == Reader.SUBSCRIBER


@pytest.mark.parametrize("email", ["nils@sub.harbour.example", "nils@notharbour.example"])
def test_another_domain_gives_none(email):
    institution, _ulla = university()
    MailDomain.objects.create(institution=institution, domain="harbour.example")
    assert joining.join_by_domain(person("nils", email)) == []


def test_an_address_not_confirmed_gives_none_and_a_lost_one_takes_the_seat():
    institution, _ulla = university()
    MailDomain.objects.create(institution=institution, domain="harbour.example")
    nils = person("nils")
    address = EmailAddress.objects.create(user=nils, email="n@harbour.example", verified=False)
    assert joining.join_by_domain(nils) == []
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    assert joining.join_by_domain(nils)
    client = logged_in(nils)
    assert reads(client) == Reader.SUBSCRIBER
    client.post("/accounts/email/", {"action_remove": "", "email": "n@harbour.example"})
    assert reads(client) == Reader.VISITOR


def test_who_lost_a_seat_reads_no_more_and_does_not_come_back_by_domain():
    institution, ulla = university()
    MailDomain.objects.create(institution=institution, domain="example.org")
    nils = person("nils")
    [seat] = joining.join_by_domain(nils)
    client = logged_in(nils)
    assert reads(client) == Reader.SUBSCRIBER
    logged_in(ulla).post(f"/institution/{institution.pk}/members/{seat.pk}/remove/")
    assert reads(client) == Reader.VISITOR
    assert joining.join_by_domain(nils) == []


def test_an_administrator_makes_another_and_cannot_leave_none():
    institution, ulla = university()
    seat = joining.join(person("nils"), institution, Membership.Way.INVITATION)
    own = institution.memberships.get(user=ulla)
    client = logged_in(ulla)
    client.post(f"/institution/{institution.pk}/members/{seat.pk}/administrator/")
    assert Membership.objects.get(pk=seat.pk).is_administrator
    client.post(f"/institution/{institution.pk}/members/{own.pk}/remove/")
    client.post(f"/institution/{institution.pk}/members/{own.pk}/administrator/")
    assert Membership.objects.get(pk=own.pk).is_administrator


def test_the_page_of_an_institution_is_there_for_its_administrators_alone():
    institution, ulla = university()
    other, _same = university(name="Another")
    Membership.objects.filter(institution=other).update(user=person("olga"))
    member = person("nils")
    seat = joining.join(member, institution, Membership.Way.INVITATION)
    assert "2 of 3 seats are taken." in words(logged_in(ulla), f"/institution/{institution.pk}/")
    for stranger in (member, person("pia"), other.memberships.get().user):
        client = logged_in(stranger)
        page = f"/institution/{institution.pk}/"
        assert client.get(page).status_code == 404
        for action in ("remove", "administrator"):
            assert client.post(f"{page}members/{seat.pk}/{action}/").status_code == 404
    assert Membership.objects.get(pk=seat.pk).removed_at is None


def test_use_is_a_number_by_month_and_nothing_else():
    load_vocabularies()
    practice = make_practice(title="Buses")
    workflow.publish(practice)
    institution, ulla = university()
    client = logged_in(ulla)
    for _time in range(3):
        client.get(practice.get_absolute_url())
    client.get("/about/")
    assert [row.cases for row in institution.use.all()] == [3]
    page = words(client, f"/institution/{institution.pk}/")
    assert re.search(r"Use .* 20\d\d 3 0", page)
    assert "Buses" not in page
    Institution.objects.all().delete()
