from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from web.addresses import on_this_site
from web.mail import MOST_TRIES, send_waiting, write_mail
from web.models import OutgoingMail

pytestmark = pytest.mark.django_db(transaction=True)
TEMPLATE = "A case of {{ database_name }}\n\nDear {{ name }},\nlook at {{ address }}\n"


@pytest.fixture(autouse=True)
def letter(settings, tmp_path):
    """A mail template of our own."""
    (tmp_path / "emails").mkdir()
    (tmp_path / "emails" / "letter.txt").write_text(TEMPLATE, "utf-8")
    django = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**django, "DIRS": [tmp_path, *django["DIRS"]]}]


def refuse(self):
    raise OSError("the mail server is away")


def write(**changes):
    context = {"name": "Amina", "address": on_this_site("/practices/x/")}
    write_mail("letter", **{"to": ["amina@example.org"], "context": context, **changes})


def test_the_first_line_is_the_subject(settings):
    settings.SITE_URL = "https://cases.example.org/"
    write(reply_to="sven@example.org")
    [sent] = mail.outbox
    assert sent.subject == f"A case of {settings.SITE_NAME}"
    assert sent.body == "Dear Amina,\nlook at https://cases.example.org/practices/x/\n"
    assert (sent.to, sent.reply_to) == (["amina@example.org"], ["sven@example.org"])


def test_a_subject_is_one_line_whatever_the_name():
    write(context={"name": "x", "address": "y"}, to=["a@example.org", "a@example.org"])
    assert [len(sent.subject.splitlines()) for sent in mail.outbox] == [1]


def test_mail_goes_out_after_the_commit_and_leaves_nothing_behind():
    with transaction.atomic():
        write()
        assert mail.outbox == []
    assert len(mail.outbox) == 1
    assert not OutgoingMail.objects.exists()


def test_a_rollback_takes_the_mail_back():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert mail.outbox == []
    assert not OutgoingMail.objects.exists()


def test_what_the_mail_server_refuses_waits_and_is_tried_again(monkeypatch, capsys):
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMessage.send", refuse)
        write()
    waiting = OutgoingMail.objects.get()
    assert (waiting.tries, waiting.error) == (1, "the mail server is away")
    assert send_waiting() == (0, 0), "its time has not come"
    OutgoingMail.objects.update(next_try=timezone.now() - timedelta(seconds=1))
    call_command("send_mails")
    assert capsys.readouterr().out == "1 sent, 0 failed, 0 waiting.\n"
    assert len(mail.outbox) == 1


def test_after_the_last_try_it_stays_unsent(monkeypatch):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    write()
    for _try in range(MOST_TRIES + 2):
        OutgoingMail.objects.update(next_try=timezone.now() - timedelta(seconds=1))
        send_waiting()
    assert OutgoingMail.objects.get().tries == MOST_TRIES


def test_a_mail_another_process_has_taken_is_left_alone(monkeypatch):
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMessage.send", refuse)
        write()
    OutgoingMail.objects.update(next_try=timezone.now() - timedelta(seconds=1))
    claimed = []

    def taken_meanwhile(self):
        claimed.append(send_waiting())

    monkeypatch.setattr("django.core.mail.EmailMessage.send", taken_meanwhile)
    assert send_waiting() == (1, 0)
    assert claimed == [(0, 0)]
