"""What is too large is refused with the reason, and costs nothing."""

import pytest
from django.test import Client

from web.sizes import MOST_OF_ADDRESS

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


def test_a_long_address(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/search/", {"q": "w" * MOST_OF_ADDRESS})
    assert answer.status_code == 414
    assert "The address is too long." in answer.content.decode()


def test_a_large_body_is_refused_unread(settings, django_assert_num_queries):
    settings.MAX_UPLOAD_MB = 1

    with django_assert_num_queries(0):
        answer = Client().post("/accounts/login/", CONTENT_LENGTH="1000001")
    assert answer.status_code == 413
    assert "a file may have 1 MB" in answer.content.decode()


def test_a_large_form_is_refused(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = Client().post("/accounts/login/", "login=" + 200 * "x", content_type=FORM)
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


@pytest.mark.parametrize("length", ["", "-1", "many", "²"])
def test_a_length_that_cannot_be_read_is_no_fault_of_the_site(length):
    assert Client().get("/about/", CONTENT_LENGTH=length).status_code == 200
