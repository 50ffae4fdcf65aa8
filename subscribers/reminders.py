"""Telling owners of subscriptions in time that they run out."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from subscribers.models import Reminder, Subscription, SubscriptionEvent
from subscribers.models.subscription import today
from web.addresses import on_this_site
from web.mail import write_mail

DAYS_BEFORE = (30, 7, 1)
ENDED = -1
"""Told on the first run after the last day, for at most a week."""


def due(days_left: int) -> int | None:
    """Return which of the reminders is due so many days before the end; None for none.

    A run that was missed is made up for by the next one, with the nearest reminder alone.
    """
    if days_left < 0:
        return ENDED if days_left >= -7 else None
    passed = [days for days in DAYS_BEFORE if days_left <= days]
    return min(passed) if passed else None


def send_reminders() -> int:
    """Write every reminder that is due and has not been written; return how many.

    Safe to run twice, and beside itself: each is noted in the transaction that writes the mail.
    """
    day = today()
    ending = Subscription.objects.filter(
        ended_at=None,
        last_day__lte=day + timedelta(days=max(DAYS_BEFORE)),
        last_day__gte=day - timedelta(days=7),
    )
    return sum(_remind(subscription) for subscription in ending)


@transaction.atomic
def _remind(subscription: Subscription) -> bool:
    days = due(subscription.days_left)
    if days is None:
        return False
    _reminder, made = Reminder.objects.get_or_create(
        subscription=subscription, last_day=subscription.last_day, days_left=days
    )
    if not made:
        return False
    people = [person.email for person in subscription.administrators() if person.email]
    context = {
        "days": subscription.days_left,
        "ended": days == ENDED,
        "last_day": subscription.last_day,
        "institution": subscription.institution,
        "link": on_this_site(reverse("order")),
    }
    write_mail("reminder", people, context)
    subscription.log(SubscriptionEvent.Step.REMINDED, text=str(days))
    return True
