"""What each resource answers: the same as page and export, with its own addresses."""

import jsonschema
import pytest

from cases.access import Reader
from cases.api.schema import schema
from tests.cast import client_of

pytestmark = pytest.mark.django_db

V1 = "/api/v1/"
ADDRESSES = [
    "practices/",
    "practices/?fields=id,title",
    "practices/?cursor=",
    "practices/{slug}/",
    "practices/{uid}/",
    "practices/{slug}/versions/",
    "practices/{slug}/versions/1/",
    "practices/{slug}/versions/1/citation/",
    "practices/{slug}/citation/",
    "practices/{slug}/claims/",
    "practices/{slug}/transfers/",
    "facets/?category=housing",
    "coverage/",
    "suggestions/?q=ri",
    "categories/",
    "countries/",
    "cities/",
    "cycles/",
    "organisations/",
    "organisations/{organisation}/",
]


def get(client, address, **headers):
    answer = client.get(V1 + address, headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def filled(address, case):
    organisation = case.contact_organisation_id
    return address.format(slug=case.slug, uid=case.uid, organisation=organisation)


def route_of(client, address):
    match = client.get(V1 + address).resolver_match
    return "/" + match.route.replace("<slug:", "<").replace("<int:", "<").replace("<str:", "<")


@pytest.mark.parametrize("reader", Reader)
def test_answers_have_the_shape_that_is_described(case, reader):
    client = client_of(reader)
    for address in (filled(address, case) for address in ADDRESSES):
        path = route_of(client, address).replace("<", "{").replace(">", "}")
        said = schema()["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        whole = {**said["schema"], "components": schema()["components"]}
        jsonschema.Draft202012Validator(whole).validate(get(client, address))
