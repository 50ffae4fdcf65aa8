"""While this node's index lags behind the data, or is not there, pages are honest and not kept."""

from importlib import import_module

import pytest
from django.db.models import F

from cases import search
from cases.models import DataVersion
from cases.search import engine
from tests.html import faults_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lagging(published, monkeypatch):
    """An index that shows the version before the present one, as while another process writes."""
    search.sync()
    behind = engine.fresh_reading()
    DataVersion.objects.update(number=F("number") + 1)
    for module in (engine, import_module("cases.search.sync")):
        monkeypatch.setattr(module, "fresh_reading", lambda: behind)


@pytest.mark.parametrize("address", ["/", "/search/", "/claims/"])
def test_a_page_of_old_data_is_shown_and_not_kept(lagging, client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "ETag" not in response


@pytest.mark.parametrize("address", ["/", "/search/", "/claims/"])
def test_a_page_in_step_with_the_data_is_kept(published, client, address):
    assert "ETag" in client.get(address)


@pytest.mark.parametrize("address", ["/", "/search/", "/search/?q=riders&region=africa"])
def test_without_an_index_the_database_answers_and_says_so(published, client, address, monkeypatch):
    monkeypatch.setattr(engine, "fresh_reading", lambda: None)
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 200
    assert "The search index is being built." in text_of(html)
    assert faults_of(html) == []
    assert "ETag" not in response
