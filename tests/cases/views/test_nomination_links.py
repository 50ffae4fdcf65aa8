"""Where a nomination begins: what is open, and the link that goes by mail."""

import pytest
from django.core.signing import Signer

from cases.models import Nomination
from tests.cases.nominating import EMAIL, Nominator, begun, close, few, open_cycle
from tests.cases.views.test_nominations import text
from tests.html import faults_of
from web.models import OutgoingMail, RateWindow
from web.rate_limit import COUNTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


def test_the_page_says_honestly_that_nothing_is_open(client):
    cycle = open_cycle(first=2, last=9)
    page = text(client.get("/nominations/"))
    assert "No cycle is open for nominations now." in page and "Cycle of 2030 takes them" in page
    assert client.get(f"/nominations/new/{cycle.pk}/").status_code == 404
    close(begun(cycle), 1)
    page = text(client.get("/nominations/"))
    assert "No cycle is open" in page and "takes them" not in page
    assert client.post(f"/nominations/new/{cycle.pk}/", {"email": EMAIL}).status_code == 404


def test_the_page_says_what_an_open_cycle_asks(client):
    cycle = open_cycle(criteria="Impact above all.")
    page = text(client.get("/nominations/"))
    for said in ("Transferability", "up to 300 words", "Impact above all.", "a title, a summary"):
        assert said in page
    assert f"/nominations/new/{cycle.pk}/" in page
    assert faults_of(page) == []


def test_the_link_goes_by_mail_alone(client):
    cycle = open_cycle()
    address = f"/nominations/new/{cycle.pk}/"
    assert faults_of(text(client.get(address))) == []
    answer = client.post(address, {"email": EMAIL})
    nomination = Nomination.objects.get()
    sent = OutgoingMail.objects.get()
    assert sent.to == EMAIL and f"http://localhost:8000{nomination.address}" in sent.body
    assert nomination.token not in text(answer)
    assert client.post(address, {"email": "nobody"}).status_code == 400


def test_a_program_that_fills_what_nobody_sees_gets_no_mail(client):
    answer = client.post(
        f"/nominations/new/{open_cycle().pk}/", {"email": EMAIL, "homepage": "http://spam"}
    )
    assert answer.status_code == 200
    assert not Nomination.objects.exists() and not OutgoingMail.objects.exists()


def test_one_address_is_not_flooded_with_links(client):
    address = f"/nominations/new/{open_cycle().pk}/"
    spelled = [EMAIL, EMAIL.upper(), EMAIL, EMAIL]
    codes = [
        client.post(address, {"email": each}, REMOTE_ADDR=f"192.0.2.{number}").status_code
        for number, each in enumerate(spelled)
    ]
    assert codes == [200, 200, 200, 429]
    RateWindow.objects.all().delete()
    COUNTS.clear()
    codes = [
        client.post(address, {"email": f"n{number}@example.org"}).status_code
        for number in range(11)
    ]
    assert codes == [200] * 10 + [429]


@pytest.mark.parametrize("token", ["x", "x:y", "%00", "0" * 32 + ":" + "A" * 43])
def test_a_made_up_link_leads_nowhere(client, token):
    for address in (f"/nominations/{token}/", f"/nominations/{token}/form/"):
        answer = client.get(address)
        assert answer.status_code == 404
    assert client.post(f"/nominations/{token}/form/", few()).status_code == 404


def test_a_link_is_signed_for_its_nomination():
    nomination = begun()
    assert Nomination.of(nomination.token) == nomination
    assert Nomination.of(Signer(salt="other").sign(nomination.pk.hex)) is None
    assert nomination.token not in str(Nomination.objects.values().get())


def test_pages_behind_the_link_are_kept_by_nobody():
    nominator = Nominator()
    for address in (nominator.form_address, f"/nominations/{nominator.token}/"):
        answer = nominator.client.get(address)
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert faults_of(text(answer)) == []
