from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from cases.models import Category, City, Country, NarrativeHeading, Practice
from tests.cases.making import make_practice

pytestmark = pytest.mark.django_db


def said_by(*command, **options) -> str:
    output = StringIO()
    call_command(*command, stdout=output, stderr=output, **options)
    return output.getvalue()


def test_an_empty_site_is_filled_and_names_its_first_curator_once(client):
    first = said_by("setup_site")
    assert "31 sample cases loaded." in first
    assert "is new and has no coordinates" not in first
    translation = Practice.objects.get(translation_of__slug="quetzaltenango-cuentas-en-la-plaza")
    assert (translation.language, translation.translated_version) == ("en", 1)
    assert 'class="told"' in client.get(translation.get_absolute_url()).content.decode()
    curator = User.objects.get()
    password = first.split("password")[1].split()[0]
    assert curator.check_password(password)
    assert curator.is_staff
    form = {"login": first.split("e-mail")[1].split()[0], "password": password}
    assert client.post("/accounts/login/?next=/admin/", form)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert [group.name for group in curator.groups.all()] == ["Chief curators"]
    assert said_by("setup_site") == ""


def test_samples_do_not_come_back_to_a_collection_that_has_cases():
    make_practice()
    said_by("setup_site")
    assert Practice.objects.count() == 1
    with pytest.raises(CommandError, match="practices already"):
        call_command("load_sample_cases")


def test_a_collection_may_stay_empty():
    said_by("setup_site", no_samples=True)
    said_by("setup_site")  # as run.py does at each start
    assert not Practice.objects.exists()


def test_samples_are_published_and_the_outdated_one_archived():
    call_command("load_sample_cases", stdout=StringIO())
    states = set(Practice.objects.values_list("slug", "state"))
    assert ("irbid-one-street-map", "archived") in states
    assert {state for _, state in states} == {"published", "archived"}
    real = Practice.objects.get(illustrative=False)
    assert real.slug == "kitakyushu"
    assert real.transfers.count() == 3
    assert not Practice.objects.filter(versions=None).exists()


def test_the_narrative_headings_have_the_limits_of_the_form():
    limits = NarrativeHeading.objects.order_by("position").values_list("word_limit", flat=True)
    assert list(limits) == [50, 100, 100, 200, 400, 250, 300, 300, 300]
    assert Category.objects.filter(parent=None).count() == 20


def test_loading_again_keeps_what_curators_changed():
    Category.objects.filter(slug="housing").update(description="Roofs")
    City.objects.filter(name="Kitakyushu").update(population=1)
    before = Category.objects.count(), City.objects.count(), Country.objects.count()
    said_by("load_vocabularies")
    said_by("load_places")
    assert (Category.objects.count(), City.objects.count(), Country.objects.count()) == before
    assert Category.objects.get(slug="housing").description == "Roofs"
    assert City.objects.get(name="Kitakyushu").population == 1


@pytest.mark.parametrize("content", [None, "{", ""])
def test_vocabularies_that_cannot_be_read_are_named(tmp_path, content):
    file = tmp_path / "terms.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(CommandError, match=r"terms\.json cannot be read"):
        call_command("load_vocabularies", str(file))


def test_every_site_has_the_groups():
    curators = Group.objects.get(name="Curators")
    rights = set(curators.permissions.values_list("codename", flat=True))
    assert {"publish_practice", "add_practice", "change_organisation", "delete_city"} <= rights
    assert not rights & {"change_practiceversion", "delete_change", "add_workflowevent"}
    desk = Group.objects.get(name="Subscription desk")
    rights = set(desk.permissions.values_list("codename", flat=True))
    assert {"change_subscription", "add_institution"} <= rights
    assert "change_subscriptionevent" not in rights
