"""What is taken away is gone at the next request of a browser that is logged in already."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from cases import middleware
from cases.access import Reader
from subscribers.backend import AccountBackend
from subscribers.models import Membership, Subscription
from subscribers.models.subscription import SubscriptionQuerySet, today
from tests.cast import amina, browser_of
from tests.subscribers.people import person, subscribe, university

pytestmark = pytest.mark.django_db


def subscriber() -> User:
    nils = person("nils")
    subscribe(nils)
    return nils


def member() -> User:
    institution, _ulla = university()
    nils = person("nils")
    Membership.objects.create(institution=institution, user=nils)
    return nils


def ended(nils):
    Subscription.objects.filter(user=nils).update(ended_at=timezone.now())


def run_out(nils):
    Subscription.objects.filter(user=nils).update(last_day=today() - timedelta(days=1))


def seat_removed(nils):
    Membership.objects.filter(user=nils).update(removed_at=timezone.now())


def disabled(nils):
    User.objects.filter(pk=nils.pk).update(is_active=False)


def password_changed(nils):
    nils.set_password("nine-wide-rivers")
    nils.save()


def role_lost(curator):
    curator.groups.clear()


def is_left(who, loss) -> bool:
    """Whether a browser of ``who`` reads closed parts, or is logged in, as it was before ``loss``.

    A subscription that ended leaves its reader logged in; a session that ended does not.
    """
    somebody = who()
    browser = browser_of(somebody)
    before = browser.get("/about/").wsgi_request
    assert before.user.is_authenticated and before.reader > Reader.VISITOR
    loss(somebody)
    after = browser.get("/about/").wsgi_request
    ends_session = loss in (disabled, password_changed)
    return after.user.is_authenticated if ends_session else after.reader > Reader.VISITOR


def has_run(rows):
    return rows.all()


def was_member(rows, user):
    return rows.filter(Q(user=user) | Q(institution__memberships__user=user))


LOSSES = [
    (subscriber, ended, (SubscriptionQuerySet, "running", has_run)),
    (subscriber, run_out, (SubscriptionQuerySet, "running", has_run)),
    (member, seat_removed, (SubscriptionQuerySet, "of", was_member)),
    (subscriber, disabled, (AccountBackend, "user_can_authenticate", lambda self, user: True)),
    (subscriber, password_changed, (User, "get_session_auth_hash", lambda user: "the same")),
    (amina, role_lost, (middleware, "reader_of", lambda user: Reader(2 * user.is_staff))),
]
"""Who loses what, and a fault that leaves it to them."""


@pytest.mark.parametrize(("who", "loss", "fault"), LOSSES)
def test_what_is_lost_is_lost_at_the_next_request(who, loss, fault):
    assert not is_left(who, loss)


@pytest.mark.parametrize(("who", "loss", "fault"), LOSSES)
def test_a_fault_that_leaves_it_is_noticed(who, loss, fault, monkeypatch):
    monkeypatch.setattr(*fault)
    assert is_left(who, loss)
