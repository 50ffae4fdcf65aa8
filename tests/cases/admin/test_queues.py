"""The desk: queues with numbers, each a filter of a list and a row of docs/curators.md."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from cases import workflow
from cases.access import Reader
from cases.admin.queues import QUEUES
from cases.models import (
    Cycle,
    ImportLedger,
    Link,
    Nomination,
    Practice,
    ProposedRevision,
    Reference,
    Review,
    UnknownTerm,
    check_claims,
)
from cases.templatetags.desk import grouped
from fields.queues import counted
from partners.models import ContactPerson, ContactProposal
from tests.cases.making import make_practice
from tests.cases.nominating import Nominator
from tests.cases.reviewing import asked, given
from tests.cast import amina, browser_of, client_of, ingrid, kofi, rosa

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).resolve().parents[3] / "docs" / "curators.md"


@pytest.fixture
def filled(vocabularies):
    """One row in each queue at least."""
    complete = make_practice(complete=True)
    url = Reference.objects.get(practice=complete, kind="web").url
    Link.objects.create(url=url, digest=Link.digest_of(url), broken=True)
    complete.sections.all().delete()
    check_claims(complete.pk)
    workflow.publish(complete)
    original = {"id": str(complete.uid), "version": 1}
    make_practice(title="Les bus", language="fr", translation_of=original)
    workflow.revise(complete, reason="More is known.")
    ContactProposal.objects.create(person=complete.contact_person)
    ImportLedger.objects.create(practice=complete, name="a.txt", digest="a", text="Buses")
    ProposedRevision.objects.create(practice=complete, name="a.txt", digest="b", record={})
    UnknownTerm.met("ecosystem", "Lunar")
    make_practice(title="Mine")
    Practice.objects.filter(title="Mine").update(entered_by=amina())
    make_practice(title="Bare", summary="")
    workflow.submit(make_practice(title="Submitted"))
    for number, said in enumerate([["publish"], ["publish"] * 2, ["publish", "correct"]]):
        practice = make_practice(title=f"Reviewed {number}")
        workflow.submit(practice)
        for review, recommendation in zip(asked(practice), said, strict=False):
            given(review, recommendation)
    returned = make_practice(title="Returned")
    workflow.submit(returned)
    workflow.return_(returned, reason="Too short.")
    Nominator().submit()
    plan = make_practice(title="A Plan")
    Nomination.objects.create(practice=plan, cycle=Cycle.objects.latest("pk"))
    workflow.refuse(plan, reason="Nothing was done yet.")
    archived = make_practice(title="Old")
    workflow.publish(archived)
    workflow.archive(archived, reason="It ended.")


def test_the_page_for_curators_names_each_queue_in_the_order_of_the_desk():
    named = re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert set(named) == {queue.name for queue in QUEUES}
    assert len(named) == len(QUEUES)


def test_each_number_is_the_length_of_the_list_it_leads_to(filled):
    desk, everything = client_of(Reader.CURATOR), amina()
    everything.user_permissions.add(Permission.objects.get(codename="review_practice"))
    asked(Practice.objects.get(title="Submitted"))
    Review.objects.filter(reviewer=rosa(), given_at=None).update(reviewer=everything)
    everything = User.objects.get(pk=everything.pk)
    for queue, address, number in counted(QUEUES, everything):
        listed = desk.get(address).context["cl"]
        assert number > 0, f"the fixture leaves {queue.name} empty"
        assert listed.result_count == number
        assert address in desk.get("/admin/").content.decode()


def test_each_case_in_review_waits_in_exactly_one_queue(filled):
    names = ("awaiting-first-review", "awaiting-second-review", "ready-to-publish", "to-decide")
    queues = [queue for queue in QUEUES if queue.name in names]
    waiting = [row for queue in queues for row in queue.rows(ingrid())]
    assert len(queues) == 4
    assert sorted(row.pk for row in waiting) == sorted(
        Practice.objects.in_review().values_list("pk", flat=True)
    )


def test_an_incomplete_case_is_not_ready_to_publish(filled):
    ready, doubtful = (
        next(queue for queue in QUEUES if queue.name == name)
        for name in ("ready-to-publish", "to-decide")
    )
    [case] = ready.rows(ingrid())
    case.classifications.all().delete()
    assert not ready.rows(ingrid()).exists()
    assert case in doubtful.rows(ingrid())


def test_a_reviewer_sees_what_waits_for_them_and_a_contributor_what_is_theirs(filled):
    mine = {queue.name: number for queue, _address, number in counted(QUEUES, rosa())}
    assert mine == {"my-reviews": 0}
    first = Practice.objects.get(title="Submitted")
    asked(first)
    desk = browser_of(rosa())
    assert "?queue=my-reviews" in desk.get("/admin/").content.decode()
    listed = desk.get("/admin/cases/review/?queue=my-reviews").context["cl"]
    assert [row.practice for row in listed.result_list] == [first]
    Practice.objects.filter(title="Returned").update(entered_by=kofi())
    theirs = {queue.name: number for queue, _address, number in counted(QUEUES, kofi())}
    assert theirs == {"my-drafts": 0, "returned": 1}


def test_the_desk_costs_8_queries_however_many_queues_and_cases(filled, django_assert_num_queries):
    desk = client_of(Reader.CURATOR)
    desk.get("/admin/")
    with django_assert_num_queries(8):
        desk.get("/admin/")


def test_who_lacks_the_right_sees_neither_queue_nor_number(filled, client):
    helper = User.objects.create_user("helper", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="change_contactperson"))
    client.force_login(helper)
    page = client.get("/admin/").content.decode()
    assert "queue=contacts-unconfirmed" in page
    assert "queue=drafts" not in page


def test_a_contact_confirmed_this_year_does_not_wait(filled):
    names = {"contacts-unconfirmed"}
    waiting = [queue for queue in QUEUES if queue.name in names]
    ContactPerson.objects.update(confirmed_on=timezone.localdate() - timedelta(days=364))
    assert counted(waiting, amina())[0][2] == 0
    ContactPerson.objects.update(confirmed_on=timezone.localdate() - timedelta(days=366))
    assert counted(waiting, amina())[0][2] == ContactPerson.objects.count()


def test_what_belongs_to_cases_stands_under_cases(filled):
    response = client_of(Reader.CURATOR).get("/admin/")
    names = [group["name"] for group in grouped(response.context["app_list"])]
    assert names == ["Cases", "Organisations", "Vocabularies", "Places", "Pages"]
