import pytest
from django.test import Client

from tests.cases.making import load_vocabularies
from tests.subscribers.people import person, subscribe


@pytest.fixture
def nils(transactional_db):
    """A subscriber, beside the vocabularies."""
    load_vocabularies()
    user = person("nils")
    subscribe(user)
    return user


@pytest.fixture
def client(nils):
    """The browser of nils."""
    browser = Client()
    browser.force_login(nils)
    return browser
