"""A nomination from its first word to the decision, as the desk and the nominator see it."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import workflow
from cases.access import Reader
from cases.admin.queues import QUEUES
from cases.models import City, Nomination, Practice
from cases.models.nomination import LATE_DAYS
from cases.record import check_record, read_record
from partners.models import ContactPoint, Organisation
from tests.cases.making import make_practice
from tests.cases.nominating import EMAIL, Nominator, begun, close, everything, few, open_cycle
from tests.cases.reviewing import asked, given
from tests.cast import amina, client_of
from web.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


def queue(name: str) -> list[str]:
    found = next(queue for queue in QUEUES if queue.name == name)
    return [str(case) for case in found.rows(amina())]


def told(email: str = EMAIL) -> list[str]:
    """Return the subjects of the mails to the nominator, and forget them."""
    mails = OutgoingMail.objects.filter(to=email)
    subjects = list(mails.values_list("subject", flat=True))
    mails.delete()
    return subjects


def test_what_was_typed_becomes_a_draft_with_every_part():
    nominator = Nominator()
    nominator.submit(everything())
    case = Practice.objects.for_page().get()
    record = read_record(case, with_persons=True)
    check_record(record)
    assert (case.state, case.entered_by, case.nomination) == ("draft", None, nominator.nomination)
    assert (record["title"], record["language"]) == ("Boats for Hire", "fr")
    assert (record["countries"], record["cities"]) == (["JP", "CN"], ["Kitakyushu"])
    assert record["categories"] == [
        {"category": "Housing", "subcategories": ["slum upgrading"]},
        {"category": "Urban Governance", "subcategories": []},
    ]
    assert (record["level_of_activity"], record["ecosystem"]) == ("City/Town", "Coastal")
    assert [(row["heading"], row["words"]) for row in record["narrative"]] == [("Process", 7)]
    assert record["key_dates"] == [{"date": "1980-08", "text": "First boat"}]
    assert record["references"][0]["url"] == "https://example.org/boats"
    contact = record["contact"]
    assert (contact["organisation"], contact["acronym"]) == ("Boat Office", "BO")
    assert (contact["person"], contact["phones"]) == ("Paz Persona", ["+81 1", "+81 2"])
    assert record["nominating"] == "same as contact"
    assert [(row["type"], row["text"]) for row in record["partners"][0]["support"]] == [
        ("Financial", None),
        ("Other", "paint"),
        ("Other", "seats"),
    ]
    [year] = record["financials"]
    assert (year["total"], year["unit"], year["currency"]) == ("8.40", "million", "USD")
    assert [(s["label"], s["partner"], s["percent"]) for s in year["shares"]] == [
        ("FU", "Ferry Union", "46"),
        ("State", None, None),
    ]
    assert record["source"]["kind"] == "nomination"
    assert nominator.nomination.problems == ""


def test_a_submission_is_told_to_nominator_and_curators():
    curator, nominator = amina(), Nominator()
    assert told() == ["Your nomination: Cycle of 2030"]
    assert "Not submitted yet" in nominator.standing()
    nominator.submit()
    assert told() == ["Nomination received: Boats for Hire"]
    [to_curator] = OutgoingMail.objects.filter(to=curator.email)
    case = Practice.objects.get()
    assert to_curator.subject == "Nominated: Boats for Hire"
    assert "for Cycle of 2030" in to_curator.body
    assert f"/admin/cases/practice/{case.pk}/change/" in to_curator.body
    assert queue("nominations-received") == ["Boats for Hire"]
    assert "Received" in nominator.standing()


def test_from_received_to_published():
    curator, nominator = amina(), Nominator()
    nominator.submit()
    told()
    case = Practice.objects.get()
    workflow.submit(case, curator)
    assert queue("nominations-received") == []
    first, _second = asked(case)
    given(first, "correct")
    page = nominator.standing()
    assert "In review, 1 of 2 reviews given" in page
    assert "Rosa" not in page and "Wei" not in page

    case.refresh_from_db()
    workflow.return_(case, amina(), "Who owns the boats?")
    assert told() == ["Nomination returned: Boats for Hire"]
    page = nominator.standing()
    assert "Returned with remarks" in page and "Who owns the boats?" in page
    assert "Amina" not in page and "Rosa" not in page

    nominator.submit(few() | {"summary": "The riders own the boats."})
    case = Practice.objects.get()
    assert (case.state, case.summary) == ("in_review", "The riders own the boats.")
    line = case.events.filter(step="submit").last()
    assert (line.by, line.reason) == (None, "Corrected by the nominator: summary")
    assert "In review, 0 of 2 reviews given" in nominator.standing()
    told()

    for review in case.reviews_that_count():
        given(review)
    case.refresh_from_db()
    workflow.publish(case, amina())
    assert told() == ["Nomination published: Boats for Hire"]
    assert case.get_absolute_url() in nominator.standing()
    assert nominator.submit().status_code == 302
    assert Practice.objects.get().state == "published"


def test_one_that_is_not_taken():
    nominator = Nominator()
    nominator.submit()
    case = Practice.objects.get()
    workflow.submit(case)
    asked(case)
    told()
    workflow.refuse(case, amina(), "It is a plan, nothing was done yet.")
    assert told() == ["Nomination not taken: Boats for Hire"]
    page = nominator.standing()
    assert "Not taken" in page and "nothing was done yet" in page
    assert nominator.client.get(nominator.form_address).status_code == 302
    assert queue("nominations-not-taken") == ["Boats for Hire"]
    assert queue("nominations-received") == queue("drafts") == []
    assert not case.reviews_that_count().exists()

    workflow.submit(case, amina())
    assert queue("nominations-not-taken") == []
    assert "In review" in nominator.standing()


def test_only_a_nominated_case_can_be_not_taken():
    case = make_practice()
    with pytest.raises(ValidationError) as refused:
        workflow.refuse(case, amina(), "No.")
    assert refused.value.code == "forbidden"


def test_a_correction_leaves_what_the_desk_mended():
    nominator = Nominator()
    nominator.submit(everything())
    case = Practice.objects.get()
    Practice.objects.filter(pk=case.pk).update(title="Boats for Hire in Kitakyushu")
    case.recognitions.create(cycle=nominator.nomination.cycle, level="good")
    workflow.submit(case)
    workflow.return_(case, reason="Which year?")
    nominator.submit(everything() | {"key_dates-0-date": "May 1981"})
    case = Practice.objects.get()
    assert case.title == "Boats for Hire in Kitakyushu"
    assert [str(row.date) for row in case.key_dates.all()] == ["May 1981"]
    assert (case.recognitions.count(), case.partnerships.count()) == (1, 1)
    assert case.contact_person.name == "Paz Persona"


def test_what_other_cases_name_gains_nothing_from_a_nomination():
    make_practice(complete=True)
    office = Organisation.objects.get(name="Transport Office")
    union = Organisation.objects.get(name="Riders' Union")
    before = set(ContactPoint.objects.values_list("value", flat=True))
    nominator = Nominator()
    nominator.submit(
        everything()
        | {
            "contact-organisation": "transport office",
            "contact-person": "Aiko Example",
            "contact-address": "Elsewhere",
            "contact-emails": "thief@example.org",
            "partners-0-organisation": "Riders' Union",
            "partners-0-url": "https://thief.example.org",
        }
    )
    case = Practice.objects.get(title="Boats for Hire")
    assert case.contact_organisation == office
    assert set(ContactPoint.objects.values_list("value", flat=True)) == before
    union.refresh_from_db()
    assert union.url == ""
    problems = nominator.nomination.problems
    assert "contact.email: “thief@example.org” was stated" in problems
    assert "contact.address: “Elsewhere”" in problems and "partners[0].url" in problems
    for page in (nominator.standing(), nominator.client.get(nominator.form_address)):
        assert "aiko@example.org" not in str(getattr(page, "content", page))


def test_a_refused_submission_leaves_nothing_behind():
    nominator = Nominator()
    answer = nominator.submit({"title": "Boats", "contact-organisation": "Boat Office"})
    assert "Missing: a summary, a country, a category" in answer.content.decode()
    assert not Practice.objects.exists() and not Organisation.objects.exists()
    assert nominator.nomination.typed["title"] == "Boats"
    assert told() == ["Your nomination: Cycle of 2030"]


def test_a_city_that_is_new_is_told_to_the_curator_in_the_language_of_the_site():
    nominator = Nominator()
    nominator.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    nominator.submit(few() | {"places-0-city": "Lindhaven"})
    assert City.objects.get(name="Lindhaven").latitude is None
    assert "“Lindhaven” is new" in nominator.nomination.problems


def test_it_can_be_submitted_for_some_days_after_the_cycle_closed():
    nominator = Nominator()
    close(nominator.nomination, LATE_DAYS)
    assert nominator.submit(few()).headers["Location"].endswith(f"{nominator.token}/")
    late = Nominator(begun(open_cycle(year=2031)))
    close(late.nomination, LATE_DAYS + 1)
    assert late.client.get(late.form_address).status_code == 302
    late.submit(few())
    assert Practice.objects.count() == 1
    assert "can be submitted no more" in late.standing()


def test_one_that_was_returned_can_be_corrected_whenever():
    nominator = Nominator()
    nominator.submit()
    close(nominator.nomination, 400)
    case = Practice.objects.get()
    workflow.submit(case)
    assert nominator.client.get(nominator.form_address).status_code == 302
    workflow.return_(case, reason="Who paid?")
    assert nominator.client.get(nominator.form_address).status_code == 200


def test_unfinished_ones_are_deleted_when_they_can_be_submitted_no_more(capsys):
    submitted, unfinished = Nominator(), Nominator(begun(open_cycle(year=2031)))
    submitted.submit()
    for nominator in (submitted, unfinished):
        close(nominator.nomination, LATE_DAYS)
    call_command("forget_nominations")
    assert Nomination.objects.count() == 2
    close(unfinished.nomination, LATE_DAYS + 1)
    close(submitted.nomination, LATE_DAYS + 1)
    call_command("forget_nominations")
    assert capsys.readouterr().out == "0 deleted\n1 deleted\n"
    assert Nomination.objects.get() == submitted.nomination


def test_without_its_case_it_is_not_taken():
    nominator = Nominator()
    nominator.submit()
    Practice.objects.get().delete()
    assert "Not taken" in nominator.standing()


def test_a_cycle_has_a_first_and_a_last_day_or_none():
    today = timezone.localdate()
    for first, last in ((today, None), (None, today), (today, today - timedelta(days=1))):
        with pytest.raises(IntegrityError), transaction.atomic():
            open_cycle(nominations_from=first, nominations_until=last)
    open_cycle(first=0, last=0)


def test_nobody_is_written_to_whose_address_was_erased():
    nominator = Nominator()
    nominator.submit()
    OutgoingMail.objects.all().delete()
    Nomination.objects.update(email="")
    workflow.publish(Practice.objects.get())
    assert not OutgoingMail.objects.exists()


def test_the_desk_says_what_could_not_be_placed_and_forgets_who_nominated():
    nominator = Nominator()
    nominator.submit(few() | {"places-0-city": "Lindhaven"})
    desk, case = client_of(Reader.CURATOR), Practice.objects.get()
    form = desk.get(f"/admin/cases/practice/{case.pk}/change/").content.decode()
    page = f"/admin/cases/nomination/{nominator.nomination.pk}/"
    assert f"{page}change/" in form and "Nominated for: Cycle of 2030" in form
    chosen = f'<option value="{nominator.nomination.cycle_id}" selected>Cycle of 2030'
    assert chosen in form[form.index('id="id_recognitions-0-cycle"') :]
    shown = desk.get(f"{page}change/").content.decode()
    assert EMAIL in shown and "“Lindhaven” is new" in shown
    desk.post(f"{page}delete/", {"post": "yes"})
    assert not Nomination.objects.exists() and Practice.objects.get() == case
    assert EMAIL not in str(LogEntry.objects.values())
    assert nominator.client.get(nominator.form_address).status_code == 404
