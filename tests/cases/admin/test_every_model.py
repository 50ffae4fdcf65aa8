"""A curator who is no administrator can enter everything; others cannot."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from cases import reviews, workflow
from cases.access import Reader
from cases.links import take_stock
from cases.models import ImportLedger, Practice, ProposedRevision, SitePage, UnknownTerm
from partners.models import ContactPerson, ContactProposal, Sponsor
from tests.cases.making import make_practice
from tests.cases.nominating import Nominator
from tests.cast import client_of, rosa

pytestmark = pytest.mark.django_db

MODELS = [model for model in admin.site._registry if model._meta.app_label in ("cases", "partners")]
READ_ONLY = {
    "contactproposal",
    "importledger",
    "link",
    "nomination",
    "practiceversion",
    "proposedrevision",
    "review",
    "unknownterm",
}


@pytest.fixture
def filled(vocabularies):
    workflow.publish(make_practice(complete=True))
    submitted = make_practice(title="Submitted")
    workflow.submit(submitted)
    reviews.ask(submitted, 1, rosa())
    Sponsor.objects.create(name="A Sponsor")
    SitePage.objects.create(slug="help", language="en", body="Ask us.")
    Nominator().submit()
    take_stock()
    ContactProposal.objects.create(person=ContactPerson.objects.first())
    practice = Practice.objects.earliest("pk")
    ImportLedger.objects.create(practice=practice, name="a.txt", digest="a", text="Buses")
    ProposedRevision.objects.create(practice=practice, name="a.txt", digest="b", record={})
    UnknownTerm.met("ecosystem", "Lunar")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_a_curator_lists_adds_and_changes(filled, model):
    client, names = client_of(Reader.CURATOR), model._meta
    address = f"admin:{names.app_label}_{names.model_name}"
    assert client.get(reverse(f"{address}_changelist")).status_code == 200
    assert client.get(reverse(f"{address}_changelist"), {"q": "a"}).status_code == 200
    adding = client.get(reverse(f"{address}_add")).status_code
    assert adding == (403 if names.model_name in READ_ONLY else 200)
    row = model.objects.first()
    assert client.get(reverse(f"{address}_change", args=[row.pk])).status_code == 200


def test_the_desk_counts_its_queues(filled):
    make_practice(title="Bare", summary="")
    page = client_of(Reader.CURATOR).get("/admin/").content.decode()
    for address in ("?queue=drafts", "?queue=incomplete", "?queue=published"):
        assert address in page
    listed = client_of(Reader.CURATOR).get("/admin/cases/practice/?queue=incomplete")
    assert [row.title for row in listed.context["cl"].result_list] == ["Bare"]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_staff_without_rights_see_nothing(filled, client, model):
    client.force_login(User.objects.create_user("guest", is_staff=True))
    names = model._meta
    for page in ("changelist", "add"):
        address = reverse(f"admin:{names.app_label}_{names.model_name}_{page}")
        assert client.get(address).status_code == 403


def test_subscribers_do_not_reach_the_desk(filled):
    response = client_of(Reader.SUBSCRIBER).get("/admin/cases/practice/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")
