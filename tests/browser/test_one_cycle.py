"""One cycle as docs/curators.md tells it: each step of it, by the right person, in the browser."""

import re
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import expect

from cases import reviews, workflow
from cases.models import Practice
from tests import cast
from tests.browser.moves import LOOKS, log_in, take_suggestion
from tests.browser.test_accessibility import runs_over
from tests.browser.test_keeping_alive import faults_at_the_desk
from tests.cases.making import load_vocabularies, make_practice
from tests.cases.reviewing import asked, given

PAGE = Path(__file__).resolve().parents[2] / "docs" / "curators.md"
TITLE = "Boats for Hire"


@pytest.fixture
def desk(live_server, browser_page, settings, tmp_path):
    """Give ``desk(person)``: their page, logged in, always the same one."""
    settings.DATA_DIR = tmp_path
    load_vocabularies()
    people = (cast.kofi, cast.amina, cast.rosa, cast.wei)
    pages = {}

    def page_of(person):
        if person not in pages:
            pages[person] = browser_page()
            log_in(pages[person], person())
        return pages[person]

    for person in people:
        person()
    return page_of


def queue(page, name: str):
    """Go from the desk to a queue and from there to the case."""
    page.goto("/admin/")
    page.locator(f"a[href$='?queue={name}']").click()
    page.locator("#result_list").get_by_role("link", name=TITLE).click()


def told(subject: str, *people: str) -> None:
    """Take the mails with this subject out of the box; they are those to ``people``, no others."""
    found = [each for each in mail.outbox if each.subject == f"{subject}: {TITLE}"]
    assert sorted(address for each in found for address in each.to) == sorted(
        f"{name}@example.org" for name in people
    )
    mail.outbox[:] = [each for each in mail.outbox if each not in found]


def said(page, text: str) -> None:
    expect(page.locator(".messagelist")).to_contain_text(text)


def button(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def enter(desk):
    page = desk(cast.kofi)
    page.goto("/admin/")
    page.get_by_role("link", name="Enter a case").click()
    page.get_by_role("textbox", name="Title").fill(TITLE)
    page.locator("#id_locations-0-country").fill("Japan")
    page.locator("#id_classifications-0-category").fill("Housing")
    button(page, "Save")
    said(page, "was added successfully")
    queue(page, "my-drafts")
    expect(page.locator(".missing")).to_contain_text("a summary")
    page.locator("#id_summary").fill("Boats cross the bay at cost.")
    button(page, "Save")
    said(page, "was changed successfully")


def submit(desk):
    page = desk(cast.kofi)
    queue(page, "my-drafts")
    page.get_by_role("link", name="Submit for review").click()
    button(page, "Submit for review")
    said(page, "is now in review")
    expect(page.locator(".steps-taken")).to_contain_text("Submitted – Kofi Mensah")
    told("Submitted", "amina")
    told("Received", "kofi")


def ask_reviewers(desk):
    page = desk(cast.amina)
    queue(page, "awaiting-first-review")
    page.get_by_role("link", name="Reviewers", exact=True).click()
    page.get_by_label("First review").select_option(label="Rosa Quispe (0 to give)")
    page.get_by_label("Second review").select_option(label="Wei Zhang (0 to give)")
    button(page, "Ask reviewers")
    said(page, "Wei Zhang was asked")
    told("Please review", "rosa", "wei")


def review(desk):
    for person, recommendation in ((cast.rosa, "return for correction"), (cast.wei, "publish")):
        page = desk(person)
        queue(page, "my-reviews")
        expect(page.get_by_role("region", name="The case")).to_contain_text("Boats cross the bay")
        page.get_by_label("Impact").fill("Who counted?")
        button(page, "Keep for later")
        said(page, "Kept")
        for criterion in page.locator(".write textarea[name^=criterion]").all()[1:]:
            criterion.focus()
            page.keyboard.type("Seen.")
        page.get_by_label(recommendation, exact=False).first.focus()
        page.keyboard.press("Space")
        button(page, "Give the review")
        said(page, "was given")
    told("Both reviews are there", "amina")


def return_(desk):
    page = desk(cast.amina)
    queue(page, "to-decide")
    page.get_by_role("link", name="Return", exact=True).click()
    reason = page.get_by_label("Reason")
    expect(reason).to_have_value(re.compile("First review, Impact: Who counted?"))
    reason.fill("Say who counted the boats.")
    button(page, "Return")
    said(page, "is now returned")
    told("Returned", "kofi")


def correct(desk):
    page = desk(cast.kofi)
    queue(page, "returned")
    page.locator("#id_summary").fill("Boats cross the bay at cost. The harbour office counted 40.")
    button(page, "Save and continue editing")
    said(page, "was changed successfully")
    page.get_by_role("link", name="Submit for review").click()
    button(page, "Submit for review")
    said(page, "is now in review")
    told("Submitted", "amina")
    told("Received", "kofi")
    told("Corrected, please review again", "rosa")
    page = desk(cast.rosa)
    queue(page, "my-reviews")
    for criterion in page.locator(".write textarea[name^=criterion]").all():
        criterion.fill("Now it is clear.")
    page.get_by_label("publish", exact=True).check()
    button(page, "Give the review")
    said(page, "was given")
    told("Both reviews are there", "amina")


def publish(desk):
    page = desk(cast.amina)
    queue(page, "ready-to-publish")
    page.get_by_role("link", name="Publish", exact=True).click()
    button(page, "Publish")
    said(page, "is now published")
    told("Published", "kofi", "rosa", "wei")
    page.goto("/practices/boats-for-hire/")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def revise(desk):
    page = desk(cast.amina)
    queue(page, "published")
    page.locator("#id_summary").fill("Boats cross the bay at cost. In 2006 they were 60.")
    page.get_by_role("textbox", name="What changed").fill("New count.")
    button(page, "Save")
    said(page, "was changed successfully")
    told("Revised", "kofi")
    assert Practice.objects.get(title=TITLE).versions.count() == 2


def archive(desk):
    workflow.publish(make_practice(title="Ferries for All"))
    page = desk(cast.amina)
    queue(page, "published")
    page.get_by_role("link", name="Archive as outdated").click()
    page.get_by_label("Reason").fill("A bridge was built.")
    successor = page.get_by_role("combobox", name="Followed by")
    successor.focus()
    take_suggestion(page, "ferries")
    expect(successor).to_have_value("Ferries for All")
    button(page, "Archive as outdated")
    said(page, "is now archived as outdated")
    told("Archived as outdated", "kofi")
    page.goto("/practices/boats-for-hire/")
    expect(page.locator(".notice").first).to_contain_text("A bridge was built.")
    page.get_by_role("link", name="Ferries for All").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferries for All")


STEPS = {
    "Enter": enter,
    "Submit": submit,
    "Ask reviewers": ask_reviewers,
    "Review": review,
    "Return": return_,
    "Correct": correct,
    "Publish": publish,
    "Revise": revise,
    "Archive": archive,
}


def test_the_page_for_curators_tells_these_steps():
    cycle = PAGE.read_text("utf-8").partition("## One cycle")[2].partition("## ")[0]
    assert re.findall(r"^\d+\. \*\*(.+?)\.\*\*", cycle, re.MULTILINE) == list(STEPS)


def test_one_cycle(desk):
    for step in STEPS.values():
        step(desk)
    assert mail.outbox == []
    page = desk(cast.amina)
    practice = Practice.objects.get(title=TITLE)
    page.goto(f"/admin/cases/practice/{practice.pk}/history/")
    lines = page.locator(".steps-taken li")
    expect(lines.first).to_contain_text("Entered – Kofi Mensah")
    expect(lines.last).to_contain_text("Archived as outdated – Amina Diallo")
    expect(page.locator(".steps-taken")).to_contain_text("Say who counted the boats.")


@pytest.mark.once
@LOOKS
def test_the_screens_of_the_cycle(reading_room, browser_page, width, scheme):
    practice = make_practice(title=TITLE)
    workflow.submit(practice)
    first, second = asked(practice)
    given(second)
    address = f"/admin/cases/practice/{practice.pk}"
    seen = {
        cast.amina: [
            f"/admin/cases/practice/reviewers/?id={practice.pk}",
            f"/admin/cases/practice/step/return/?id={practice.pk}",
            f"/admin/cases/review/{second.pk}/change/",
            f"{address}/history/",
        ],
        cast.rosa: ["/admin/", "/admin/cases/review/", f"/admin/cases/review/{first.pk}/change/"],
    }
    for person, pages in seen.items():
        page = browser_page(width=width, scheme=scheme)
        log_in(page, person())
        for address in pages:
            page.goto(address)
            assert faults_at_the_desk(page) == [], address
            assert runs_over(page) <= 0, address
    assert reviews.is_open_to(first, cast.rosa())
