"""What readers keep: searches, alerts, searches on record, lists, notes."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cases import workflow
from subscribers.models import ApiToken, Note, ReadingList, SavedSearch, SearchRecord
from subscribers.searches import SIGNER
from tests.html import text_of
from tests.subscribers.keeping.reading import CANARY, expire, publish, words
from tests.subscribers.people import person, subscribe

pytestmark = pytest.mark.django_db(transaction=True)


def save(client, query="q=buses", frequency="daily"):
    assert "Save this search" in words(client, f"/search/?{query}")
    answer = client.post(f"/searches/new/?{query}", {"name": "Buses", "frequency": frequency})
    return SavedSearch.objects.get(pk=int(answer["Location"].split("/")[2]))


def a_day_passes():
    SavedSearch.objects.update(
        since=timezone.now() - timedelta(days=1), told_at=timezone.now() - timedelta(days=1)
    )


def test_a_saved_search_shows_what_came_changed_and_went(client):
    stays, goes = publish("Buses that stay"), publish("Buses that go")
    kept = save(client)
    assert {hit[0] for hit in kept.hits} == {stays.pk, goes.pk}
    assert "Nothing came, changed or went." in words(client, f"/searches/{kept.pk}/")
    publish("Buses that come")
    stays.summary = "Riders own the buses now."
    stays.save()
    workflow.revise(stays, reason="New owners")
    workflow.archive(goes, reason="Out of date")
    page = words(client, f"/searches/{kept.pk}/")
    assert "New Buses that come Changed Buses that stay Gone Buses that go" in page
    client.post(f"/searches/{kept.pk}/", {"renew": ""})
    assert "Nothing came, changed or went." in words(client, f"/searches/{kept.pk}/")


def test_a_search_that_can_no_longer_be_meant_stops_no_other_letter(client, caplog):
    publish("Buses at first")
    old = save(client)
    SavedSearch.objects.filter(pk=old.pk).update(query="year_from=soon")
    save(client)
    publish("Buses that came")
    a_day_passes()
    call_command("send_alerts")
    [letter] = mail.outbox
    assert "Buses that came" in letter.body
    assert f"Saved search {old.pk}" in caplog.text


def test_a_search_that_can_no_longer_be_meant_says_so_and_keeps_what_it_found(client):
    publish("Buses at first")
    kept = save(client)
    client.post(f"/searches/{kept.pk}/record/")
    for model in (SavedSearch, SearchRecord):
        model.objects.update(query="year_from=soon")
    record = f"/searches/on-record/{SearchRecord.objects.get().key}/"
    assert "can no longer be run" in words(client, f"/searches/{kept.pk}/")
    answer = client.post(f"/searches/{kept.pk}/record/")
    assert answer["Location"] == f"/searches/{kept.pk}/"
    assert SearchRecord.objects.count() == 1, "what cannot be run is not put on record"
    page = words(Client(), record)
    assert "Buses at first version 1" in page and "can no longer be run" in page
    assert "Nothing came" not in page


def test_an_alert_tells_once_however_often_the_command_runs(client, nils):
    publish("Buses at first")
    save(client)
    publish("Buses O'Neill came by")
    call_command("send_alerts")
    assert mail.outbox == [], "its time has not come"
    a_day_passes()
    call_command("send_alerts"), call_command("send_alerts")
    [letter] = mail.outbox
    assert letter.to == [nils.email]
    assert "New:\n- Buses O'Neill came by\n  http://localhost:8000/practices/" in letter.body
    assert "at first" not in letter.body
    a_day_passes()
    call_command("send_alerts")
    assert len(mail.outbox) == 1, "nothing has changed since"


@pytest.mark.parametrize(("frequency", "letters"), [("never", 0), ("weekly", 0), ("daily", 1)])
def test_each_search_has_its_own_rhythm(client, frequency, letters):
    save(client, frequency=frequency)
    publish("Buses")
    a_day_passes()
    call_command("send_alerts")
    assert len(mail.outbox) == letters
    SavedSearch.objects.update(since=timezone.now() - timedelta(days=7), told_at=None)
    call_command("send_alerts")
    assert len(mail.outbox) == (0 if frequency == "never" else 1)


def test_one_click_ends_the_letters(client):
    publish("Trams")
    kept = save(client)
    publish("Buses")
    a_day_passes()
    call_command("send_alerts")
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.match(r"<http://localhost:8000(.+)>", headers["List-Unsubscribe"])[1]
    stranger = Client(enforce_csrf_checks=True)
    assert "Send me no more letters" in words(stranger, path)
    assert stranger.get(path).headers["X-Robots-Tag"] == "noindex"
    assert SavedSearch.objects.get().frequency == "daily", "a look ends nothing"
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 204
    assert SavedSearch.objects.get().frequency == "never"
    assert stranger.post(f"/searches/unsubscribe/{kept.pk}:forged/").status_code == 404
    assert stranger.post(path.replace(SIGNER.sign(kept.pk), str(kept.pk))).status_code == 404


def test_after_the_end_everything_is_still_there_and_nothing_can_be_added(client, nils):
    section = {"heading": "Process", "text": "Open words. Then closed ones."}
    practice = publish("Buses", narrative=[section])
    kept = save(client)
    client.post(f"/lists/add/{practice.slug}/", {"new_list": "Mine"})
    client.post(f"/notes/new/{practice.slug}/", {"text": "Ask them."})
    expire(nils)
    a_day_passes()
    publish("More buses")
    call_command("send_alerts")
    assert mail.outbox == []
    for address, shown in (("/searches/", "Buses"), ("/lists/", "Mine"), ("/notes/", "Ask them.")):
        page = words(client, address)
        assert "Your subscription ended on 1 January 2020." in page and shown in page
    refused = client.post(f"/notes/new/{practice.slug}/", {"text": "More"})
    assert refused.status_code == 403
    assert "Nothing was changed" in text_of(refused.content.decode())
    assert "Your subscription ended on" in words(client, practice.get_absolute_url())
    assert "Your subscription ended on" in words(client, "/search/export.csv", 403)
    assert client.post(f"/searches/{kept.pk}/delete/").status_code == 302
    subscribe(nils)
    assert client.post(f"/notes/new/{practice.slug}/", {"text": "More"}).status_code == 302


def test_a_search_on_record_stays_as_it_was_and_shows_what_came_since(client):
    publish("Buses at first")
    kept = save(client)
    client.post(f"/searches/{kept.pk}/record/")
    record = SearchRecord.objects.get()
    publish("Buses afterwards")
    page = words(Client(), f"/searches/on-record/{record.key}/")
    assert f"{record.data_version}; now it is" in page
    assert "Hits 1" in page and "Buses at first version 1" in page
    assert "New Buses afterwards" in page
    assert "Nils" not in page


def test_a_record_shows_a_visitor_no_case_found_by_its_closed_words(client):
    section = {"heading": "Process", "text": f"Open words. Then {CANARY} came."}
    practice = publish("A quiet title", narrative=[section])
    kept = save(client, query=f"q={CANARY}")
    assert len(kept.hits) == 1
    client.post(f"/searches/{kept.pk}/record/")
    address = f"/searches/on-record/{SearchRecord.objects.get().key}/"
    page = words(client, address)
    assert practice.title in page and "Found by open text" not in page
    page = words(Client(), address)
    assert practice.title not in page and "Hits 0 Found by open text" in page


def test_a_name_that_was_typed_makes_a_list_whichever_is_chosen(client):
    first, second = publish("Buses"), publish("Trams")
    client.post(f"/lists/add/{first.slug}/", {"list": "", "new_list": "To visit"})
    chosen = ReadingList.objects.get()
    client.post(f"/lists/add/{second.slug}/", {"list": chosen.pk, "new_list": "Rails"})
    assert [row.practice for row in ReadingList.objects.get(name="Rails").cases.all()] == [second]
    assert chosen.cases.count() == 1


def test_a_list_is_ordered_annotated_and_shared(client):
    first, second = publish("Buses"), publish("Trams")
    client.post(f"/lists/add/{first.slug}/", {"new_list": "To visit"})
    mine = ReadingList.objects.get()
    client.post(f"/lists/add/{second.slug}/", {"list": mine.pk})
    client.post(f"/lists/add/{second.slug}/", {"list": mine.pk})
    rows = list(mine.cases.all())
    assert [row.practice for row in rows] == [first, second]
    cases = f"/lists/{mine.pk}/cases/"
    client.post(f"{cases}{rows[1].pk}/", {f"{rows[1].pk}-remark": "Go in May."})
    client.post(f"{cases}{rows[1].pk}/", {"up": ""})
    page = words(client, f"/lists/{mine.pk}/")
    assert page.index("Trams") < page.index("Go in May.") < page.index("Buses")
    client.post(f"/lists/{mine.pk}/share/")
    link = f"/lists/shared/{ReadingList.objects.get().share_key}/"
    assert "Go in May." in words(Client(), link)
    assert Client().get(link).headers["X-Robots-Tag"] == "noindex"
    client.post(f"/lists/{mine.pk}/share/")
    assert Client().get(link).status_code == 404
    client.post(f"{cases}{rows[0].pk}/", {"remove": ""})
    assert mine.cases.count() == 1


def test_a_listed_case_that_left_the_collection_is_said_to_have(client):
    practice = publish("Buses")
    client.post(f"/lists/add/{practice.slug}/", {"new_list": "Mine"})
    workflow.archive(practice, reason="Old")
    page = words(client, f"/lists/{ReadingList.objects.get().pk}/")
    assert "A case that has left the collection." in page


def test_a_note_is_seen_by_its_writer_alone(client):
    practice = publish("Buses")
    form = {"text": "Ask the driver.", "passage": "Process"}
    client.post(f"/notes/new/{practice.slug}/", form)
    assert "Ask the driver." in words(client, practice.get_absolute_url())
    olga = person("olga")
    subscribe(olga)
    stranger = Client()
    stranger.force_login(olga)
    assert "Ask the driver." not in words(stranger, practice.get_absolute_url())
    note = Note.objects.get()
    assert stranger.get(f"/notes/{note.pk}/").status_code == 404
    assert stranger.post(f"/notes/{note.pk}/delete/").status_code == 404
    client.post(f"/notes/{note.pk}/", {**form, "text": "Ask both."})
    assert "Ask both." in words(client, "/notes/")


def test_what_others_keep_is_not_there(client, nils):
    practice = publish("Buses")
    kept = save(client)
    client.post(f"/lists/add/{practice.slug}/", {"new_list": "Mine"})
    client.post("/tokens/", {"name": "Script", "scope": "read"})
    mine, token = ReadingList.objects.get(), ApiToken.objects.get()
    olga = person("olga")
    subscribe(olga)
    stranger = Client()
    stranger.force_login(olga)
    for address in (f"/searches/{kept.pk}/", f"/lists/{mine.pk}/"):
        assert stranger.get(address).status_code == 404
    for address in (
        f"/searches/{kept.pk}/delete/",
        f"/searches/{kept.pk}/record/",
        f"/lists/{mine.pk}/delete/",
        f"/lists/{mine.pk}/share/",
        f"/tokens/{token.pk}/delete/",
    ):
        assert stranger.post(address).status_code == 404
    assert stranger.post(f"/lists/add/{practice.slug}/", {"list": mine.pk}).status_code == 404
