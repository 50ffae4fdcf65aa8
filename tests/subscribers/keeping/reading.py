"""Cases to keep, pages to read of them, and the end of a subscription."""

from cases import workflow
from subscribers.models import Subscription
from tests.cases.making import make_practice
from tests.html import faults_of, text_of

CANARY = "zanaria"
"""A word for a closed part."""


def publish(title, **changes):
    practice = make_practice(title=title, **changes)
    workflow.publish(practice)
    return practice


def words(client, address, status=200) -> str:
    response = client.get(address)
    assert response.status_code == status, response
    assert faults_of(response.content.decode()) == []
    return text_of(response.content.decode())


def expire(user):
    Subscription.objects.filter(user=user).update(last_day="2020-01-01")
