"""Each page answers each reader with sound HTML, whatever case it shows."""

import json

import pytest

from cases.access import Reader
from cases.management.commands.load_sample_cases import SAMPLES
from tests.cast import client_of
from tests.html import faults_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]

RECORDS = [json.loads(path.read_text("utf-8")) for path in sorted(SAMPLES.glob("*.json"))]
PAGES = [
    "/",
    "/search/",
    "/search/?page=2",
    "/search/?q=water",
    "/search/?q=women+who+save+for+a+lease",
    "/search/?q=zzzz",
    "/search/?region=africa&region=europe&category=housing&sort=title",
    "/search/?category=housing-slum-upgrading&year_from=1990&year_to=2000",
    "/search/?country=XX&has=money",
    "/search/cite/?q=water&region=africa",
    "/practices/khulna-shared-leases/versions/",
    "/practices/khulna-shared-leases/versions/1/",
    "/practices/khulna-shared-leases/versions/2/",
    "/practices/khulna-shared-leases/versions/compare/?old=1&new=2",
    "/practices/khulna-shared-leases/versions/1/results-achieved/",
    "/practices/khulna-shared-leases/versions/1/transferability/2/",
    "/practices/khulna-shared-leases/versions/1/summary/1/",
    "/search/options/city/",
    "/search/options/city/?q=water&find=a",
    "/search/options/funder/?find=zzz",
    "/search/coverage/",
    "/search/coverage/?q=water&region=africa",
    "/search/coverage/?q=zzzz",
    "/compare/",
    "/compare/?case=kitakyushu&add=water",
    "/compare/?case=kitakyushu&case=khulna-shared-leases&case=zarqa-womens-workshops",
    "/claims/",
    "/place/?next=/search/%3Fq=water",
    "/search/?population=500000-1000000&income_group=low",
    "/cycles/2002/",
    "/cycles/1996/",
    "/practices/khulna-shared-leases/recognition/",
    "/practices/kitakyushu/?dollars=2002",
    "/practices/thies-charrettes-de-collecte/recognition/",
    "/claims/?region=africa&evidence=third+party",
    "/sponsors/",
    "/order/",
    "/about/",
    "/about/style/",
    "/help/",
    "/accessibility/",
]


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_sound(reader, address):
    response = client_of(reader).get(address)
    assert response.status_code == 200
    assert faults_of(response.content.decode()) == []


@pytest.mark.once
@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["slug"])
def test_a_case_is_sound_and_says_what_it_is(reader, record):
    response = client_of(reader).get(f"/practices/{record['slug']}/")
    assert response.status_code == 200
    html = response.content.decode()
    assert faults_of(html) == []
    words = text_of(html)
    assert record["title"] in words
    assert ("Illustrative sample: figures invented." in words) == bool(record.get("illustrative"))
    for section in record["narrative"]:
        assert f"{section['words']} of {section['limit']} words" in words


@pytest.mark.parametrize("address", ["/nowhere/", "/practices/none/", "/search/?page=99"])
def test_what_is_not_here_says_so(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert faults_of(response.content.decode()) == []
    assert "This page is not here" in text_of(response.content.decode())
