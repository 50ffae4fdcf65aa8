"""Subscriptions, institutions and people for tests."""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User

from subscribers.models import Institution, Membership, Subscription
from subscribers.models.subscription import today
from tests.cast import PASSWORD

LONG_AGO = date(2000, 1, 1)


def person(name: str, email: str = "", **rights) -> User:
    """Return a new person with a confirmed address and no subscription."""
    email = email or f"{name}@example.org"
    user = User.objects.create_user(name, email, PASSWORD, first_name=name.title(), **rights)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def subscribe(owner, days_left: int = 100, first_day: date = LONG_AGO, **values) -> Subscription:
    """Return a subscription of a person or an institution that ends in so many days."""
    kind = "institution" if isinstance(owner, Institution) else "user"
    values = {"last_day": today() + timedelta(days=days_left), **values}
    return Subscription.objects.create(**{kind: owner}, first_day=first_day, **values)


def university(days_left: int = 100, seats: int = 3, name: str = "Harbour University"):
    """Return an institution with a subscription, and its administrator Ulla."""
    institution = Institution.objects.create(name=name)
    subscribe(institution, days_left, seats=seats)
    ulla = User.objects.filter(username="ulla").first() or person("ulla")
    Membership.objects.create(institution=institution, user=ulla, is_administrator=True)
    return institution, ulla
