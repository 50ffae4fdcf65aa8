from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone

from web.models import RateWindow
from web.rate_limit import rate_limited, seconds_to_wait

pytestmark = pytest.mark.django_db(transaction=True)


def test_so_many_and_no_more():
    assert [seconds_to_wait("knock", "a", 2, 86_400) for _time in range(2)] == [0, 0]
    assert 1 <= seconds_to_wait("knock", "a", 2, 86_400) <= 86_400


def test_actors_and_actions_are_counted_apart():
    assert seconds_to_wait("knock", "a", 1, 86_400) == 0
    assert seconds_to_wait("knock", "b", 1, 86_400) == 0
    assert seconds_to_wait("ring", "a", 1, 86_400) == 0


def test_a_new_window_begins_anew(monkeypatch):
    seconds_to_wait("knock", "a", 1, 60)
    assert seconds_to_wait("knock", "a", 1, 60) > 0
    later = timezone.now() + timedelta(minutes=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert seconds_to_wait("knock", "a", 1, 60) == 0
    assert RateWindow.objects.count() == 1, "the old window is gone"


def test_no_address_is_kept():
    seconds_to_wait("knock", "192.0.2.7", 1, 60)
    assert "192.0.2.7" not in str(list(RateWindow.objects.values()))


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="threads need a server or a file")
def test_the_count_is_exact_under_concurrency():
    def knock(_number):
        try:
            return seconds_to_wait("knock", "crowd", 30, 86_400)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        waits = list(crowd.map(knock, range(80)))
    assert waits.count(0) == 30


def test_a_view_says_when_to_come_back(rf):
    view = rate_limited("knock", most=1, per=86_400)(lambda request: HttpResponse("in"))
    request = rf.post("/", REMOTE_ADDR="192.0.2.7")
    assert view(request).content == b"in"
    answer = view(request)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1
    assert view(rf.get("/", REMOTE_ADDR="192.0.2.7")).content == b"in"
    assert view(rf.post("/", REMOTE_ADDR="192.0.2.8")).content == b"in"
