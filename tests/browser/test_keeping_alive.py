"""Keeping cases alive: the queue of follow-ups, links, contacts who confirm, letters to them."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import expect

from cases.links import take_stock
from cases.models import Ecosystem, Link, Practice
from partners import confirmation
from partners.models import ContactPerson, ContactPoint, ContactProposal
from tests.browser.moves import LOOKS, log_in
from tests.browser.test_accessibility import RULES, faults, runs_over
from tests.cast import amina


@pytest.fixture
def aiko(reading_room) -> ContactPerson:
    """The contact person of a case, who can be reached by mail."""
    case = Practice.objects.published().exclude(contact_organisation=None).first()
    person = ContactPerson.objects.create(
        name="Aiko Example", organisation=case.contact_organisation
    )
    ContactPoint.objects.create(person=person, kind="email", value="aiko@example.org")
    Practice.objects.filter(pk=case.pk).update(contact_person=person)
    return person


def mailed_link(person) -> str:
    confirmation.ask(person)
    return re.search(r"/contacts/\S+", mail.outbox[-1].body).group()


def faults_at_the_desk(page) -> list[str]:
    """As ``faults``; axe cannot read the admin's style sheets again under the site's policy."""
    page.wait_for_load_state()
    found = Axe().run(page, options={**RULES, "preload": False}).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


@pytest.mark.once
@LOOKS
def test_what_the_public_sees(aiko, browser_page, scheme, width):
    page = browser_page(width=width, scheme=scheme)
    case = Practice.objects.get(contact_person=aiko)
    for address in (f"{case.get_absolute_url()}write/", mailed_link(aiko), "/contacts/made-up/"):
        page.goto(address)
        assert faults(page) == []
        assert runs_over(page) <= 0, address


@pytest.mark.once
@LOOKS
def test_what_curators_see(aiko, browser_page, scheme, width):
    take_stock()
    link = Link.objects.first()
    terms = Ecosystem.objects.values_list("pk", flat=True)
    proposal = ContactProposal.objects.create(person=aiko, name="Aiko Renamed")
    page = browser_page(width=width, scheme=scheme)
    log_in(page, amina())
    case = Practice.objects.published().first()
    for address in (
        f"/admin/cases/practice/follow-up/?id={case.pk}&state=grown",
        f"/admin/partners/contactperson/{aiko.pk}/erase/",
        f"/admin/partners/contactproposal/{proposal.pk}/change/",
        f"/admin/cases/link/{link.pk}/change/",
        f"/admin/cases/ecosystem/merge/?id={terms[0]}&id={terms[1]}",
    ):
        page.goto(address)
        assert faults_at_the_desk(page) == []
        assert runs_over(page) <= 0, address


def test_two_clicks_record_what_was_heard(reading_room, browser_page):
    page = browser_page(javascript=False)
    log_in(page, amina())
    page.goto("/admin/cases/practice/?queue=follow-ups-due")
    page.get_by_role("link", name="grown").first.click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messagelist")).to_contain_text("grown")


def test_a_contact_confirms_or_corrects_without_script(aiko, browser_page):
    page = browser_page(javascript=False, width=375)
    page.goto(mailed_link(aiko))
    page.get_by_label("Phone").fill("+81 00 000 0002")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert ContactProposal.objects.get().phones == "+81 00 000 0002"
    page.goto(mailed_link(aiko))
    page.get_by_role("button", name="All of this is right").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    aiko.refresh_from_db()
    assert aiko.confirmed_on


def test_a_reader_writes_to_a_contact(aiko, browser_page):
    page = browser_page(javascript=False)
    page.goto(Practice.objects.get(contact_person=aiko).get_absolute_url())
    page.get_by_role("link", name="Write to the contact").click()
    page.get_by_label("Your name").fill("Vera")
    page.get_by_label("Your e-mail address").fill("vera@example.net")
    page.get_by_label("Your message").fill("How many wardens?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your message is on its way")
    assert mail.outbox[-1].to == ["aiko@example.org"]
