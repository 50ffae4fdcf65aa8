from io import StringIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import transaction
from django.test import RequestFactory, override_settings

from cases.page_cache import PageCache
from tests.cases.making import load_vocabularies


@pytest.fixture(scope="module")
def samples(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the sample cases for a whole file of tests."""
    folder = override_settings(DATA_DIR=tmp_path_factory.mktemp("samples"))
    with django_db_blocker.unblock(), folder, transaction.atomic():
        call_command("load_sample_cases", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def vocabularies(db):
    load_vocabularies()


@pytest.fixture
def ask(known_version):
    """Ask the WSGI application of the site, as a web server does; return status, headers, text."""
    application = PageCache(WSGIHandler())

    def answer(address, method="GET", cookies=None, **headers):
        said = {}

        def start_response(status, headers, exc_info=None):
            said.update(status=int(status[:3]), headers=dict(headers))

        path, _mark, query = address.partition("?")
        environ = (
            RequestFactory(headers={"Host": "localhost", **headers}).generic(method, path).environ
        )
        environ["QUERY_STRING"] = query
        environ["HTTP_COOKIE"] = "; ".join(f"{n}={c.value}" for n, c in (cookies or {}).items())
        content = b"".join(application(environ, start_response))
        return said["status"], said["headers"], content.decode()

    return answer
