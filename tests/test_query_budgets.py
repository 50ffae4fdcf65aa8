"""How many queries a page may cost. The number must not depend on how many rows there are.

Every count is of a page made anew: the cache is empty, the search index in step, the version of the
data known to the process. Of somebody logged in it includes three or four for session, account
and rights; of everybody one for the reading rooms. A curator reads a case not as it was published
but as it stands now, from all tables.
"""

import pytest
from django.db import transaction
from django.test import override_settings

from cases import search, workflow
from cases.access import Reader
from cases.models import Practice
from cases.views.kept import CARDS
from tests.cases.making import make_practice, make_record
from tests.cast import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_version")]

VISITOR, SUBSCRIBER, CURATOR = Reader.VISITOR, Reader.SUBSCRIBER, Reader.CURATOR
SEARCH = "/search/"

BUDGETS = [
    ("/", VISITOR, 6),
    ("/", SUBSCRIBER, 8),
    (SEARCH, VISITOR, 5),
    (SEARCH, SUBSCRIBER, 7),
    (f"{SEARCH}?q=riders&category=housing&sort=title", VISITOR, 6),
    (f"{SEARCH}?country=XX&region=africa", VISITOR, 4),
    (f"{SEARCH}map/?q=riders&category=housing", VISITOR, 4),
    (f"{SEARCH}map/?bbox=129,32,131,34", SUBSCRIBER, 5),
    (f"{SEARCH}table/?q=riders", VISITOR, 5),
    ("/browse/", VISITOR, 7),
    ("/browse/organisation/", VISITOR, 6),
    ("/browse/region/asia-and-the-pacific/", VISITOR, 12),
    ("/browse/country/JP/", SUBSCRIBER, 13),
    ("/suggest/?q=rid", VISITOR, 3),
    ("/search/options/city/?q=riders", VISITOR, 5),
    ("/suggest/?q=rid", SUBSCRIBER, 6),
    ("case", VISITOR, 10),
    ("case", SUBSCRIBER, 15),
    ("case", CURATOR, 36),
    ("archived case", VISITOR, 11),
    ("version of a case", VISITOR, 9),
    ("versions of a case", VISITOR, 4),
    ("passage of a case", VISITOR, 5),
    ("comparison of a case", VISITOR, 5),
    (f"{SEARCH}cite/?q=riders", VISITOR, 3),
    ("/compare/?case=riders-0&case=riders-1", VISITOR, 5),
    ("/cycles/2002/", VISITOR, 7),
    ("dossier of a case", VISITOR, 5),
    ("/claims/?q=riders", VISITOR, 6),
    ("/claims/?q=riders", SUBSCRIBER, 9),
    ("/api/v1/practices/?q=riders", VISITOR, 5),
    ("/api/v1/practices/?cursor=", VISITOR, 5),
    ("/api/v1/practices/riders-0/", VISITOR, 6),
    ("/api/v1/practices/riders-0/", SUBSCRIBER, 9),
    ("/api/v1/practices/riders-0/versions/", VISITOR, 3),
    ("/api/v1/facets/?q=riders", VISITOR, 2),
    ("/api/v1/coverage/?q=riders", VISITOR, 9),
    ("/api/v1/organisations/", VISITOR, 6),
    ("/api/v1/countries/", VISITOR, 3),
    ("/api/v1/categories/", VISITOR, 4),
    ("/api/v1/cities/", VISITOR, 4),
    ("/sponsors/", VISITOR, 3),
    ("/about/", VISITOR, 3),
    ("/help/", VISITOR, 3),
    ("/order/", SUBSCRIBER, 5),
    ("/accounts/login/", VISITOR, 1),
]
BELOW = {
    "version of a case": "versions/1/",
    "versions of a case": "versions/",
    "dossier of a case": "recognition/",
    "passage of a case": "versions/1/summary/1/",
    "comparison of a case": "versions/compare/?old=1&new=1",
}


@pytest.fixture(scope="module", params=[1, 3])
def rows(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """A collection of 2 or 4 cases, each with 1 or 3 rows of everything, for all tests of this file
    that want as many."""
    folder = override_settings(DATA_DIR=tmp_path_factory.mktemp("rows"))
    with django_db_blocker.unblock(), folder, transaction.atomic():
        publish(request.param)
        yield
        transaction.set_rollback(True)


def publish(rows):
    for number in range(rows + 1):
        record = make_record(complete=True, title=f"Riders {number}")
        for name in ("references", "claims", "transfers", "follow_ups", "key_dates"):
            record[name] = [record[name][-1]] * rows
        record["narrative"] = record["narrative"][:rows]
        record["partners"] = [
            {
                **record["partners"][0],
                "organisation": f"Riders' Union {n}" if n else "Riders' Union",
            }
            for n in range(rows)
        ]
        workflow.publish(make_practice(**record))
    search.sync()


@pytest.mark.parametrize(("address", "reader", "budget"), BUDGETS)
def test_a_page_keeps_its_budget(
    rows, address, reader, budget, django_assert_num_queries, settings, tmp_path
):
    if address == "archived case":
        settings.DATA_DIR = tmp_path  # an index of its own: that of the others stays as it is
        search.sync()
        workflow.archive(Practice.objects.latest("pk"), reason="Old.")
    if address.endswith("case"):
        latest = Practice.objects.latest("pk")
        address = latest.get_absolute_url() + BELOW.get(address, "")
    client = client_of(reader)
    assert client.get(address).status_code == 200
    CARDS.clear()
    with django_assert_num_queries(budget):
        client.get(address)


@pytest.mark.parametrize(
    ("address", "reader", "budget"),
    [(SEARCH, VISITOR, 5), (SEARCH, SUBSCRIBER, 7), ("case", VISITOR, 11), ("/place/", VISITOR, 5)],
)
def test_a_place_of_ones_own_costs_a_session_and_no_query_a_row(
    rows, address, reader, budget, django_assert_num_queries
):
    if address == "case":
        address = Practice.objects.latest("pk").get_absolute_url()
    client = client_of(reader)
    client.post("/place/", {"population": "1000"})
    client.get(address)
    CARDS.clear()
    with django_assert_num_queries(budget):
        client.get(address)
