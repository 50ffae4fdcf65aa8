"""Reminders: 30, 7 and 1 days before the end, once each, and one when it is over."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from subscribers.models import Subscription
from subscribers.reminders import due
from tests.subscribers.people import person, subscribe, university

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("days_left", "reminder"),
    [(31, None), (30, 30), (29, 30), (8, 30), (7, 7), (2, 7), (1, 1), (0, 1), (-1, -1), (-8, None)],
)
def test_what_is_due_when(days_left, reminder):
    assert due(days_left) == reminder


def test_each_goes_out_once_however_often_the_command_runs(capsys):
    subscription = subscribe(person("nils"), days_left=31)
    written = []
    for days_left in range(31, -10, -1):
        last_day = subscription.last_day
        Subscription.objects.update(last_day=last_day)
        with pytest.MonkeyPatch.context() as clock:
            day = last_day - timedelta(days=days_left)
            for module in ("subscribers.reminders", "subscribers.models.subscription"):
                clock.setattr(f"{module}.today", lambda day=day: day)
            call_command("send_reminders"), call_command("send_reminders")
        written += [days_left] * len(mail.outbox)
        mail.outbox.clear()
    assert written == [30, 7, 1, -1]
    assert "1 reminders written." in capsys.readouterr().out


def test_a_renewal_brings_new_reminders():
    subscription = subscribe(person("nils"), days_left=7)
    call_command("send_reminders")
    Subscription.objects.update(last_day=subscription.last_day + timedelta(days=20))
    call_command("send_reminders")
    assert [letter.to for letter in mail.outbox] == [["nils@example.org"]] * 2


def test_an_institution_is_told_through_its_administrators():
    _institution, ulla = university(days_left=1)
    call_command("send_reminders")
    [letter] = mail.outbox
    assert letter.to == [ulla.email]
    assert "in 1 day" in letter.body and "Harbour University" in letter.body
    assert "&" not in letter.body


def test_one_ended_before_its_time_is_left_in_peace():
    subscribe(person("nils"), days_left=7, ended_at="2020-01-01T00:00Z")
    call_command("send_reminders")
    assert mail.outbox == []
