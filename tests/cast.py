"""The people of the tests: Amina keeps the cases, Sven has subscribed, visitors have no name.

Kofi enters cases, Rosa, Wei and Mateo review them, Ingrid is the chief curator.
"""

from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, User
from django.test import Client

from cases.access import Reader
from cases.groups import CHIEF_CURATORS, CONTRIBUTORS, CURATORS, REVIEWERS
from subscribers.models import Subscription

PASSWORD = "four-small-boats"


def amina() -> User:
    return _person("amina", "Amina", "Diallo", CURATORS, is_staff=True)


def ingrid() -> User:
    return _person("ingrid", "Ingrid", "Berg", CHIEF_CURATORS, is_staff=True)


def kofi() -> User:
    return _person("kofi", "Kofi", "Mensah", CONTRIBUTORS, is_staff=True)


def rosa() -> User:
    return _person("rosa", "Rosa", "Quispe", REVIEWERS, is_staff=True)


def mateo() -> User:
    return _person("mateo", "Mateo", "Silva", REVIEWERS, is_staff=True)


def wei() -> User:
    return _person("wei", "Wei", "Zhang", REVIEWERS, is_staff=True)


def browser_of(person: User) -> Client:
    """Return a browser in which ``person`` is logged in."""
    client = Client()
    client.force_login(person)
    return client


def sven() -> User:
    person = _person("sven", "Sven", "Lindqvist")
    if not person.subscriptions.exists():
        year = {"first_day": date(2000, 1, 1), "last_day": date(2099, 12, 31)}
        Subscription.objects.create(user=person, **year)
    return person


def client_of(reader: Reader) -> Client:
    """Return a browser in which such a reader is logged in; a visitor is not."""
    client = Client()
    if reader == Reader.CURATOR:
        client.force_login(amina())
    elif reader == Reader.SUBSCRIBER:
        client.force_login(sven())
    return client


def _person(name: str, first: str, last: str, group: str = "", **rights) -> User:
    email = f"{name}@example.org"
    person, made = User.objects.get_or_create(
        username=name, defaults={"first_name": first, "last_name": last, "email": email, **rights}
    )
    if made:
        EmailAddress.objects.create(user=person, email=email, primary=True, verified=True)
        person.set_password(PASSWORD)
        person.save()
        if group:
            person.groups.add(Group.objects.get(name=group))
    return person
