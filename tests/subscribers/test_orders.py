"""From the order form to the receipt, each step logged and told."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.access import Reader
from subscribers import joining, ordering
from subscribers.models import Institution, Kind, Membership, Order, Plan, Subscription
from subscribers.models.subscription import today
from tests.cast import amina, ingrid
from tests.html import faults_of, text_of
from tests.subscribers.people import person, subscribe

pytestmark = pytest.mark.django_db(transaction=True)

FORM = {"organisation": "Harbour University", "invoice_address": "1 Quay", "terms": "on"}


@pytest.fixture
def plans(db):
    one = Plan.objects.create(name="One reader", months=12, price=90)
    many = Plan.objects.create(
        name="Institution", kind=Kind.INSTITUTIONAL, months=24, seats=2, price=900
    )
    return one, many


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(db) -> Client:
    curator = amina()
    curator.groups.add(Group.objects.get(name="Subscription desk"))
    return logged_in(curator)


def confirm(desk, order):
    address = reverse("admin:subscribers_order_confirm", args=[order.pk])
    assert desk.get(address).status_code == 200
    return desk.post(address, {"paid_on": "2026-05-04", "payment": "Transfer 77"}, follow=True)


def test_the_desk_says_when_nothing_can_be_ordered(desk, settings):
    def is_told(client) -> bool:
        return "Add a plan" in client.get("/admin/").content.decode()

    assert is_told(desk)
    assert not is_told(logged_in(ingrid()))
    plan = Plan.objects.create(name="One reader", price=90, offered=False)
    assert is_told(desk)
    Plan.objects.filter(pk=plan.pk).update(offered=True)
    assert not is_told(desk)
    Plan.objects.all().delete()
    settings.OPEN_ACCESS = True
    assert not is_told(desk)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 5, 4), 12, date(2027, 5, 3)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 28)),
        (date(2027, 3, 1), 12, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 14)),
    ],
)
def test_a_term_ends_the_day_before_it_comes_round(first, months, last):
    assert ordering.last_day_of(first, months) == last


def test_from_order_to_receipt(plans, desk):
    nils = person("nils")
    client = logged_in(nils)
    page = client.get("/order/new/").content.decode()
    assert faults_of(page) == [] and "90.00 USD" in text_of(page)
    placed = client.post("/order/new/", {**FORM, "plan": plans[0].pk})
    order = Order.objects.get()
    assert placed["Location"] == f"/orders/{order.pk}/"
    assert sorted(letter.to[0] for letter in mail.outbox) == [amina().email, nils.email]
    assert client.get(f"/orders/{order.pk}/receipt/").status_code == 404
    assert "1 Orders to be paid" in text_of(desk.get("/admin/").content.decode())
    assert "Done" in text_of(confirm(desk, order).content.decode())
    for address in (f"/orders/{order.pk}/", f"/orders/{order.pk}/receipt/", "/subscription/"):
        html = client.get(address).content.decode()
        assert faults_of(html) == []
    receipt = text_of(client.get(f"/orders/{order.pk}/receipt/").content.decode())
    assert f"Receipt 2026-{order.pk:05d}" in receipt and "Transfer 77" in receipt
    assert client.get("/about/").wsgi_request.reader == Reader.SUBSCRIBER
    assert mail.outbox[-1].to == [nils.email]
    steps = list(order.events.values_list("step", flat=True))
    assert steps == ["ordered", "paid", "started"]
    assert nils.subscriptions.get().last_day == ordering.last_day_of(today(), 12)


def test_a_renewal_begins_where_the_running_term_ends(plans):
    nils = person("nils")
    running = subscribe(nils, days_left=20)
    order = ordering.place(nils, plans[0], "", "1 Quay")
    order = ordering.confirm_payment(order, by=None, paid_on=today())
    assert order.starts_on == running.last_day + timedelta(days=1)
    assert nils.subscriptions.get().last_day == ordering.last_day_of(order.starts_on, 12)
    assert list(order.events.values_list("step", flat=True))[-1] == "renewed"


def test_after_a_gap_a_new_one_begins_today(plans):
    nils = person("nils")
    subscribe(nils, days_left=-40)
    ordering.confirm_payment(ordering.place(nils, plans[0], "", "x"), by=None, paid_on=today())
    assert [row.first_day for row in Subscription.objects.running()] == [today()]


def test_an_institution_is_made_with_its_orderer_as_administrator(plans):
    nils = person("nils")
    order = ordering.place(nils, plans[1], "Harbour University", "1 Quay")
    ordering.confirm_payment(order, by=None, paid_on=today())
    institution = Institution.objects.get(name="Harbour University")
    assert joining.seats_of(institution) == 2
    assert logged_in(nils).get(f"/institution/{institution.pk}/").status_code == 200


def test_a_name_that_is_taken_gives_no_right_over_its_institution(plans):
    theirs = Institution.objects.create(name="Harbour University")
    nils = person("nils")
    order = ordering.place(nils, plans[1], "Harbour University", "1 Quay")
    ordering.confirm_payment(order, by=None, paid_on=today())
    assert not theirs.memberships.exists()
    assert Institution.objects.filter(name="Harbour University (2)").exists()


def test_a_renewal_with_fewer_seats_than_members_is_refused(plans):
    nils = person("nils")
    order = ordering.place(nils, plans[1], "Harbour University", "1 Quay")
    ordering.confirm_payment(order, by=None, paid_on=today())
    institution = Institution.objects.get()
    Subscription.objects.update(seats=9)
    for name in ("olga", "pia"):
        joining.join(person(name), institution, Membership.Way.INVITATION)
    again = ordering.place(nils, plans[1], "Harbour University", "1 Quay")
    with pytest.raises(ValidationError, match="more members than this order has seats"):
        ordering.confirm_payment(again, by=None, paid_on=today())
    assert Order.objects.get(pk=again.pk).status == "open"


def test_a_payment_confirmed_twice_counts_once(plans):
    order = ordering.place(person("nils"), plans[0], "", "1 Quay")
    ordering.confirm_payment(order, by=None, paid_on=today())
    with pytest.raises(ValidationError, match="no longer open"):
        ordering.confirm_payment(order, by=None, paid_on=today())
    assert Subscription.objects.count() == 1


def test_an_order_is_declined_with_a_reason_or_cancelled(plans, desk):
    nils = person("nils")
    first = ordering.place(nils, plans[0], "", "1 Quay")
    decline = reverse("admin:subscribers_order_decline", args=[first.pk])
    desk.post(decline, {"reason": "The address is not complete"})
    assert "The address is not complete" in mail.outbox[-1].body
    second = ordering.place(nils, plans[0], "", "1 Quay")
    logged_in(nils).post(f"/orders/{second.pk}/cancel/")
    assert set(Order.objects.values_list("status", flat=True)) == {"declined", "cancelled"}
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"terms": ""}, "This field is required"),
        ({"invoice_address": ""}, "This field is required"),
        ({"organisation": "a\tb"}, "Character U+0009"),
        ({"organisation": "", "plan": "many"}, "Say which institution is to read"),
        ({"plan": "999"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(plans, changes, said):
    form = {**FORM, "plan": plans[0].pk, **changes}
    if form["plan"] == "many":
        form["plan"] = plans[1].pk
    html = logged_in(person("nils")).post("/order/new/", form).content.decode()
    assert said in text_of(html)
    assert faults_of(html) == []
    assert not Order.objects.exists()


def test_a_visitor_sees_the_plans_and_cannot_order(plans, client):
    html = client.get("/order/new/").content.decode()
    assert "Institution" in text_of(html) and "Log in to order" in text_of(html)
    assert client.post("/order/new/", {**FORM, "plan": plans[0].pk}).status_code == 404


def test_orders_of_others_are_not_there(plans):
    order = ordering.place(person("nils"), plans[0], "", "1 Quay")
    stranger = logged_in(person("olga"))
    assert stranger.get(f"/orders/{order.pk}/").status_code == 404
    assert stranger.get(f"/orders/{order.pk}/receipt/").status_code == 404
    assert stranger.post(f"/orders/{order.pk}/cancel/").status_code == 404


def test_curators_of_cases_alone_handle_no_orders(plans):
    order = ordering.place(person("nils"), plans[0], "", "1 Quay")
    confirm = reverse("admin:subscribers_order_confirm", args=[order.pk])
    assert logged_in(amina()).post(confirm, {"paid_on": "2026-05-04"}).status_code == 403


def test_an_order_sent_twice_is_one_order(plans):
    client = logged_in(person("nils"))
    page = client.get("/order/new/").content.decode()
    [key] = re.findall(r'name="key" value="([^"]+)"', page)
    form = {**FORM, "plan": plans[0].pk, "key": key}
    addresses = {client.post("/order/new/", form)["Location"] for _time in range(2)}
    assert addresses == {f"/orders/{Order.objects.get().pk}/"}
    other = logged_in(person("ada"))
    assert other.post("/order/new/", form).status_code == 302
    assert Order.objects.count() == 2, "a key is of one person"


def test_the_steps_of_an_order_cost_no_query_each(plans, desk, django_assert_num_queries):
    order = ordering.place(person("nils"), plans[0], "", "1 Quay")
    address = reverse("admin:subscribers_order_change", args=[order.pk])
    desk.get(address)
    with CaptureQueriesContext(connection) as before:
        desk.get(address)
    for name in ("ann", "ben"):
        order.log("paid", by=person(name))
    with django_assert_num_queries(len(before)):
        desk.get(address)
