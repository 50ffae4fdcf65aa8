"""Tokens of readers' programs: they open what their owner may read, and no more."""

import pytest
from django.test import Client

from subscribers.models import ApiToken
from tests.subscribers.keeping.reading import CANARY, expire, publish, words
from tests.subscribers.people import subscribe

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_token_reads_what_its_owner_may_and_no_more(client, nils):
    section = {"heading": "Process", "text": f"Open words. Then {CANARY} came."}
    practice = publish("Buses", narrative=[section])
    page = words(client, "/tokens/")
    response = client.post("/tokens/", {"name": "Script", "scope": "read"})
    secret = response.context["secret"]
    assert secret in response.content.decode() and secret not in page
    assert secret not in str(list(ApiToken.objects.values()))
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    answer = program.get(practice.get_absolute_url())
    assert CANARY in answer.content.decode()
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert program.get("/search/export.csv").status_code == 403
    for closed in ("/tokens/", "/accounts/email/", "/admin/", "/notes/", "/subscription/"):
        assert program.get(closed).status_code == 403
    assert program.post("/lists/").status_code == 403
    expire(nils)
    refused = program.get(practice.get_absolute_url())
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
    subscribe(nils)
    client.post(f"/tokens/{ApiToken.objects.get().pk}/delete/")
    assert program.get(practice.get_absolute_url()).status_code == 401


def test_a_token_may_export_when_it_was_made_for_it(client):
    publish("Buses")
    form = {"name": "Script", "scope": "export"}
    secret = client.post("/tokens/", form).context["secret"]
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/search/export.csv").status_code == 200


def test_guessing_tokens_is_slowed():
    program = Client(headers={"Authorization": "Bearer bp_guess"})
    statuses = [program.get("/about/").status_code for _guess in range(64)]
    assert set(statuses) == {401, 429}
