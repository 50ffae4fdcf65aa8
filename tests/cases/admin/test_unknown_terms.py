"""Unknown vocabulary terms at the desk: the cases concerned in sight, then the decision."""

import pytest
from django.contrib.auth.models import Permission, User

from cases import workflow
from cases.access import Reader
from cases.models import Category, Ecosystem, Practice, UnknownTerm
from cases.record import write_record
from tests.cases.making import make_record
from tests.cast import client_of, kofi

pytestmark = pytest.mark.django_db

QUEUE = "/admin/cases/unknownterm/?queue=unknown-terms"


@pytest.fixture(autouse=True)
def case(settings, tmp_path, vocabularies) -> Practice:
    settings.DATA_DIR = tmp_path / "data"
    strange = {"category": "Housing", "subcategories": ["towers"]}
    record = make_record(ecosystem="Lunar", categories=[strange])
    return write_record(record)[0]


@pytest.fixture
def desk():
    return client_of(Reader.CURATOR)


def row_of(text: str) -> UnknownTerm:
    return UnknownTerm.objects.get(text=text)


def address(text: str) -> str:
    return f"/admin/cases/unknownterm/{row_of(text).pk}/change/"


def shown(page) -> dict:
    """What the browser would send if the form were sent as it stands, every case ticked."""
    cases = [str(case["practice"].pk) for case in page.context["cases"] if case["chosen"]]
    listed = [str(case["practice"].pk) for case in page.context["cases"]]
    return {"shown": page.context["shown"], "case": cases, "listed": listed}


def test_the_queue_leads_to_the_text_and_the_page_names_its_cases(desk, case):
    listed = desk.get(QUEUE).context["cl"]
    assert [(row.text, row.cases) for row in listed.result_list] == [("towers", 1), ("Lunar", 1)]
    page = desk.get(address("Lunar")).content.decode()
    assert case.title in page
    assert "gets a new version" not in page
    workflow.publish(case)
    assert "gets a new version" in desk.get(address("Lunar")).content.decode()


def test_a_sub_category_is_accepted_below_its_top_category(desk, case):
    page = desk.get(address("towers"))
    form = page.context["form"]
    housing = Category.objects.get(name="Housing", parent=None)
    assert (form["name"].initial, form["top"].initial) == ("towers", housing)
    given = {**shown(page), "decision": "accepted", "name": "Tower blocks", "top": housing.pk}
    answer = desk.post(address("towers"), given, follow=True)
    assert answer.redirect_chain == [(QUEUE, 302)]
    assert "“Housing: towers” is decided; 1 case was changed." in answer.content.decode()
    assert case.classifications.filter(category__name="Tower blocks").exists()
    assert [row.text for row in answer.context["cl"].result_list] == ["Lunar"]


def test_a_case_that_is_unticked_is_left_as_it_is(desk, case):
    page = desk.get(address("Lunar"))
    coastal = Ecosystem.objects.get(name="Coastal")
    desk.post(
        address("Lunar"), {**shown(page), "case": [], "decision": "mapped", "term": coastal.pk}
    )
    assert row_of("Lunar").term == coastal
    assert Practice.objects.get().ecosystem is None


def test_what_is_refused_leaves_the_queue_and_can_be_decided_anew(desk):
    page = desk.get(address("Lunar"))
    desk.post(address("Lunar"), {**shown(page), "decision": "refused"})
    assert row_of("Lunar").decision == "refused"
    page = desk.get(address("Lunar"))
    assert "Decided: refused (amina" in page.content.decode()
    desk.post(address("Lunar"), {**shown(page), "decision": "accepted", "name": "Lunar"})
    assert Practice.objects.get().ecosystem.name == "Lunar"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "This field is required."),
        ({"decision": "accepted", "name": ""}, "This is needed for your decision."),
        ({"decision": "mapped"}, "This is needed for your decision."),
        ({"decision": "accepted", "name": "COASTAL"}, "This term exists already."),
        ({"decision": "refused", "shown": "earlier"}, "Somebody decided"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_given_stays(desk, given, why):
    page = desk.get(address("Lunar"))
    again = desk.post(address("Lunar"), {**shown(page), "case": [], **given})
    text = again.content.decode()
    assert again.status_code == 200
    assert why in text
    assert 'name="case" value' in text and "checked>" not in text.split("<legend>Cases")[1]
    assert row_of("Lunar").decision == ""


def test_a_term_that_was_added_meanwhile_is_offered(desk):
    lunar = Ecosystem.objects.create(name="lunar", slug="lunar")
    form = desk.get(address("Lunar")).context["form"]
    assert (form["decision"].initial, form["term"].initial) == ("mapped", lunar)


def test_who_may_not_add_terms_maps_them_only(client):
    helper = User.objects.create_user("helper", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="change_practice"))
    client.force_login(helper)
    given = shown(client.get(address("Lunar")))
    refused = client.post(address("Lunar"), {**given, "decision": "accepted", "name": "Lunar"})
    assert refused.status_code == 403
    coastal = Ecosystem.objects.get(name="Coastal")
    client.post(address("Lunar"), {**given, "decision": "mapped", "term": coastal.pk})
    assert Practice.objects.get().ecosystem == coastal


def test_contributors_do_not_reach_the_queue(client):
    client.force_login(kofi())
    assert client.get(QUEUE).status_code == 403
    assert client.get(address("Lunar")).status_code == 403


def test_the_page_costs_no_query_for_each_case(desk, django_assert_num_queries):
    for number in range(5):
        write_record(make_record(title=f"Case {number}", ecosystem="Lunar"))
    desk.get(address("Lunar"))
    with django_assert_num_queries(11):
        desk.get(address("Lunar"))
