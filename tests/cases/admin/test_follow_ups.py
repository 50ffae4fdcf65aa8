"""The queue of follow-ups, and recording an answer in two clicks."""

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from cases import workflow
from cases.access import Reader
from cases.models import Practice
from cases.views.kept import CARDS
from tests.cases.admin.forms import form_data
from tests.cases.making import make_practice
from tests.cast import amina, client_of

pytestmark = pytest.mark.django_db

QUEUE = "/admin/cases/practice/?queue=follow-ups-due"
PAGE = "/admin/cases/practice/follow-up/"


def published(title="Buses Run by Their Riders", **record) -> Practice:
    practice = make_practice(complete=True, title=title, **record)
    workflow.publish(practice)
    return practice


@pytest.fixture
def desk(vocabularies):
    return client_of(Reader.CURATOR)


def test_the_queue_shows_since_when_and_the_longest_silent_first(desk):
    published("Later")
    published("Earlier", follow_ups=[], recognitions=[], key_dates=[{"date": "1975", "text": "x"}])
    page = desk.get(QUEUE)
    assert [row.title for row in page.context["cl"].result_list] == ["Earlier", "Later"]
    assert [row.check_due for row in page.context["cl"].result_list] == ["1985", "2016-05"]
    assert "May 2016" in page.content.decode()


def test_two_clicks_record_an_answer_and_publish_it(desk):
    practice = published()
    link = f"{PAGE}?id={practice.pk}&amp;state=grown"
    assert link in desk.get(QUEUE).content.decode()
    form = desk.get(link.replace("&amp;", "&"))
    data = form_data(form, "follow-up-form")
    assert data["state"] == ["grown"]
    assert desk.post(PAGE, data, follow=True).redirect_chain[-1][0] == QUEUE
    follow_up = practice.follow_ups.last()
    assert (follow_up.state, follow_up.date.first_day) == ("grown", timezone.localdate())
    version = practice.versions.first()
    assert version.number == 2
    assert version.record["follow_ups"][-1]["state"] == "grown"
    assert version.published_by == amina()
    assert desk.get(QUEUE).context["cl"].result_count == 0


def test_silence_is_recorded_for_several_cases_at_once(desk):
    practices = [published(f"Case {number}") for number in range(3)]
    action = {"action": "record_follow_ups", "_selected_action": [row.pk for row in practices]}
    form = desk.post(QUEUE, action, follow=True)
    data = {**form_data(form, "follow-up-form"), "source": ["Letter"], "remark": ["Came back."]}
    assert data["state"] == ["no answer"]
    desk.post(PAGE, data)
    for practice in practices:
        assert practice.follow_ups.last().remark == "Came back."
        assert practice.versions.count() == 2


def test_a_date_that_is_none_is_refused_and_nothing_typed_is_lost(desk):
    practice = published()
    data = {"id": practice.pk, "state": "ended", "date": "lately", "remark": "Sold."}
    page = desk.post(PAGE, data)
    assert page.status_code == 200
    assert "“lately” is not understood" in page.content.decode()
    assert "Sold." in page.content.decode()
    assert practice.follow_ups.count() == 1


def test_a_form_opened_before_is_told(desk):
    practice = published()
    desk.post(PAGE, {"id": practice.pk, "state": "changed", "date": "2024"})
    assert Practice.objects.get(pk=practice.pk).revision == practice.revision + 1


def test_only_published_cases_and_only_who_may_publish(desk, client):
    draft = make_practice(title="Draft")
    assert desk.get(PAGE, {"id": draft.pk}).status_code == 404
    assert desk.get(PAGE, {"id": "x"}).status_code == 404
    helper = User.objects.create_user("helper", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="change_practice"))
    client.force_login(helper)
    assert client.get(PAGE, {"id": published().pk}).status_code == 403
    assert "queue=follow-ups-due" not in client.get("/admin/").content.decode()


def test_the_page_and_the_card_show_silence_as_silence(desk, client):
    practice = published()
    page = client.get(practice.get_absolute_url()).content.decode()
    assert "Last heard of: grown, May 2006" in page
    assert "A check was due May 2016 and has not been made." in page
    desk.post(PAGE, {"id": practice.pk, "state": "no answer", "date": "2020-01"})
    CARDS.clear()
    page = client.get(practice.get_absolute_url()).content.decode()
    assert "Last heard of: grown, May 2006 · No answer when asked, January 2020" in page
    assert "A check was due" not in page
