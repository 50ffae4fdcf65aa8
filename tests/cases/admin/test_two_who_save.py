"""Two people save one case at the same moment, again and again, in every way the desk has.

COLLISIONS=200 in the environment makes it 200 times.
"""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases.groups import CURATORS, ensure_groups
from cases.models import Practice
from cases.record import read_record
from tests.cases.admin.forms import form_data
from tests.cases.making import load_vocabularies, make_practice

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = int(os.environ.get("COLLISIONS", "20"))
WAYS = [("field", "field"), ("field", "row"), ("row", "row"), ("field", "step"), ("step", "row")]
REFUSALS = ("Somebody else changed this case", "was changed after you opened", "is not open to it")


@pytest.fixture
def practice():
    ensure_groups()
    load_vocabularies()
    return make_practice(key_dates=[{"date": "1965", "text": "First"}])


@pytest.fixture
def people(practice):
    """Two browsers, each with a curator of its own."""
    clients = []
    for name in ("amina", "lena"):
        person = User.objects.create_user(name, is_staff=True)
        person.groups.add(Group.objects.get(name=CURATORS))
        client = Client()
        client.force_login(person)
        clients.append(client)
    return clients


def address(practice) -> str:
    return reverse("admin:cases_practice_change", args=[practice.pk])


class Attempt:
    """One person's change in one way, of which the word says whose it is."""

    def __init__(self, client, practice, opened: dict, way: str, word: str):
        self.client, self.way, self.word = client, way, word
        client.cookies.pop("messages", None)  # what was said to them before and not read yet
        self.address = address(practice)
        field = {"field": "title", "row": "key_dates-0-text"}.get(way)
        if field:
            self.data = opened | {field: word}
            return
        name = "submit" if practice.state in ("draft", "returned") else "return"
        self.address = reverse("admin:cases_practice_step", args=[name])
        self.data = {"seen": f"{practice.pk}-{practice.revision}", "reason": word}

    def save(self, start: threading.Barrier):
        start.wait()
        try:
            response = self.client.post(self.address, self.data)
            said = " ".join(str(message) for message in get_messages(response.wsgi_request))
            self.page = response.content.decode() + said
        finally:
            connection.close()

    @property
    def refused(self) -> bool:
        return any(words in self.page for words in REFUSALS)

    @property
    def kept(self) -> bool:
        return self.way == "step" or self.word in self.page


def stored(practice) -> str:
    case = Practice.objects.get(pk=practice.pk)
    reasons = list(case.events.values_list("from_state", "reason"))
    return str(read_record(case)) + str(reasons)


def test_one_wins_and_the_other_keeps_what_was_typed_each_time(practice, people):
    caught = 0
    with ThreadPoolExecutor(2) as together:
        for number, ways in zip(range(ROUNDS), cycle(WAYS), strict=False):
            practice.refresh_from_db()
            steps = practice.events.count()
            pairs = zip(people, ways, ("amina", "lena"), strict=True)
            opened = form_data(people[0].get(address(practice)))
            both = [
                Attempt(who, practice, opened, way, f"{name}{number}x") for who, way, name in pairs
            ]
            start = threading.Barrier(2)
            list(together.map(lambda each, start=start: each.save(start), both))
            lost = [each for each in both if each.refused]
            won = [each for each in both if not each.refused]
            assert [len(won), len(lost)] == [1, 1], (number, ways)
            assert lost[0].kept
            now = stored(practice)
            assert lost[0].word not in now
            assert won[0].word in now or practice.events.count() == steps + 1
            caught += 1
    print(f"{caught} of {ROUNDS} collisions caught")
    assert caught == ROUNDS
