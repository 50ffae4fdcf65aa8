import pytest
from django.urls import reverse

from cases.access import Reader
from cases.search import suggest
from partners.models import Organisation
from tests.cast import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]


def answer(client, **query) -> dict:
    response = client.get(reverse("suggest"), query)
    assert response.status_code == 200
    return response.json()


def test_each_suggestion_leads_to_what_it_names(client):
    for typed in ("wat", "kita", "afr", "housing", "un"):
        shown = answer(client, q=typed)["suggestions"]
        assert shown, typed
        for name in shown:
            response = client.get(name["address"])
            assert response.status_code == 200
            if name["kind"] == "Case":
                assert name["label"] in response.content.decode().replace("&#x27;", "'")
            else:
                assert response.context["result"].total == name["cases"]


def test_every_organisation_is_found_by_its_suggestion(client):
    known = Organisation.objects.filter(partnerships__practice__state="published").distinct()
    assert len(known) > 20
    for organisation in known:
        [own] = [
            name
            for name in suggest(organisation.name, Reader.VISITOR)
            if (name.kind, name.value) == ("organisation", str(organisation.pk))
        ]
        [address] = {
            name["address"]
            for name in answer(client, q=organisation.name)["suggestions"]
            if (name["kind"], name["label"]) == ("Organisation", organisation.name)
        }
        assert client.get(address).context["result"].total == own.cases


def test_the_number_of_suggestions_is_said(client):
    assert answer(client, q="kitakyushu, j") == {
        "suggestions": [],
        "status": "No suggestions.",
    }
    found = answer(client, q="afri")
    assert found["status"].startswith(f"{len(found['suggestions'])} suggestion")


@pytest.mark.parametrize("typed", ["", "\0", "\ud800", "<script>", "a" * 7_000, "%", "' OR 1=1"])
def test_nothing_typed_is_an_error(client, typed):
    assert answer(client, q=typed.encode("utf-8", "replace"))["suggestions"] == []
    assert answer(client)["suggestions"] == []


@pytest.mark.parametrize("reader", Reader)
def test_what_is_asked_while_typing_is_kept_nowhere(reader):
    response = client_of(reader).get(reverse("suggest"), {"q": "kita"})
    assert "ETag" not in response
    assert ("no-store" in response.get("Cache-Control", "")) == (reader != Reader.VISITOR)
