"""A form that comes again is not done again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from web.models import DoneForm, OutgoingMail
from web.once import KEPT, KeyField, once

pytestmark = pytest.mark.django_db(transaction=True)


def written() -> str:
    OutgoingMail.objects.create(to="a@b.example", subject="done", next_try=timezone.now())
    return f"/mails/{OutgoingMail.objects.count()}/"


def test_the_second_is_led_to_where_the_first_led():
    assert [once("key", written) for _time in range(3)] == ["/mails/1/"] * 3
    assert once("another key", written) == "/mails/2/"


def test_without_a_key_each_is_done():
    assert [once("", written) for _time in range(2)] == ["/mails/1/", "/mails/2/"]
    assert not DoneForm.objects.exists()


def test_what_failed_can_be_sent_again():
    def fails():
        written()
        raise KeyError

    with pytest.raises(KeyError):
        once("key", fails)
    assert not OutgoingMail.objects.exists()
    assert once("key", written) == "/mails/1/"


def test_keys_are_hashed_and_forgotten():
    once("old key", written)
    assert "old key" not in str(list(DoneForm.objects.values()))
    DoneForm.objects.update(at=timezone.now() - KEPT - timedelta(minutes=1))
    once("new key", written)
    assert DoneForm.objects.count() == 1


def test_each_page_has_a_key_of_its_own():
    keys = {KeyField().initial() for _page in range(3)}
    assert len(keys) == 3 and all(len(key) >= 40 for key in keys)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="threads need a server or a file")
def test_of_many_at_once_one_is_done():
    def send(_number):
        try:
            return once("key", written)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as crowd:
        assert set(crowd.map(send, range(12))) == {"/mails/1/"}
    assert OutgoingMail.objects.count() == 1
