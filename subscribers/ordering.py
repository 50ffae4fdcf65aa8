"""From an order to a running subscription, and the letters on the way."""

import calendar
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from subscribers.joining import members_of
from subscribers.models import (
    Institution,
    Kind,
    Membership,
    Order,
    OrderEvent,
    Plan,
    Subscription,
    SubscriptionEvent,
)
from subscribers.models.subscription import today
from web.addresses import on_this_site
from web.mail import write_mail

Step = OrderEvent.Step


def last_day_of(first_day: date, months: int) -> date:
    """Return the last day of a term of so many months.

    It is the day before the same day of a later month; where that month has no such day, its last:
    a year from 29 February ends with 28 February, a month from 31 January with 28 February.
    """
    month = first_day.month - 1 + months
    year, month = first_day.year + month // 12, month % 12 + 1
    days = calendar.monthrange(year, month)[1]
    if first_day.day > days:
        return date(year, month, days)
    return date(year, month, first_day.day) - timedelta(days=1)


@transaction.atomic
def place(user, plan: Plan, organisation: str, invoice_address: str) -> Order:
    """Keep an order, write to the orderer and to the subscription desk; return the order."""
    order = Order.objects.create(
        user=user,
        plan=plan,
        kind=plan.kind,
        months=plan.months,
        seats=plan.seats,
        price=plan.price,
        currency=plan.currency,
        organisation=organisation,
        invoice_address=invoice_address,
        terms_accepted_at=timezone.now(),
    )
    order.log(Step.ORDERED, by=user)
    _write("order", order, [user.email])
    desk = get_user_model().objects.with_perm("subscribers.change_order").exclude(email="")
    _write("order_desk", order, desk.values_list("email", flat=True))
    return order


def payment_address(order: Order) -> str | None:
    """Return the web address where ``order`` can be paid at once; None: an invoice is sent.

    This is where a payment provider plugs in. Ask it for a payment of ``order.price`` in
    ``order.currency`` under the reference ``order.pk`` and return its page; the orderer is sent
    there. When the provider calls back, check its signature and call ``confirm_payment`` with its
    reference: a call that comes twice is refused and changes nothing.
    """
    return None


@transaction.atomic
def confirm_payment(order: Order, by, paid_on: date, payment: str = "") -> Order:
    """Note the payment of an open order, start or renew its subscription, write to the orderer.

    ``by`` is who confirmed it, None for a payment provider; ``payment`` its reference. Raises
    ValidationError when the order is not open, or the institution has more members than seats.
    """
    order = _opened(order)
    institution = _institution(order) if order.kind == Kind.INSTITUTIONAL else None
    if institution and members_of(institution).count() > order.seats:
        raise ValidationError(
            _("%(name)s has more members than this order has seats: free some first."),
            params={"name": institution.name},
            code="seats",
        )
    subscription, renewed = _start_or_renew(order, institution, by)
    order.status, order.subscription = Order.Status.PAID, subscription
    order.paid_on, order.payment = paid_on, payment
    order.receipt = f"{paid_on.year}-{order.pk:05d}"
    order.save()
    order.log(Step.PAID, by=by, text=payment)
    order.log(Step.RENEWED if renewed else Step.STARTED, by=by, text=f"{order.ends_on}")
    if institution:
        Membership.objects.update_or_create(
            institution=institution,
            user=order.user,
            defaults={"is_administrator": True, "removed_at": None},
            create_defaults={"is_administrator": True, "way": Membership.Way.ORDER},
        )
    _write("order_paid", order, [order.user.email])
    return order


def _opened(order: Order) -> Order:
    """Lock the order until the transaction ends; raise ValidationError unless it is open."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if order.status != Order.Status.OPEN:
        raise ValidationError(_("This order is no longer open."), code="closed")
    return order


def _institution(order: Order) -> Institution:
    """Return the institution the orderer administers under that name, or a new one.

    Somebody else's institution of the same name stays theirs: the new one is given a number.
    """
    mine = Institution.objects.filter(
        name=order.organisation,
        memberships__user=order.user,
        memberships__is_administrator=True,
        memberships__removed_at=None,
    ).first()
    if mine:
        return mine
    name, number = order.organisation, 1
    while Institution.objects.filter(name=name).exists():
        number += 1
        name = f"{order.organisation} ({number})"
    return Institution.objects.create(name=name, address=order.invoice_address)


def _start_or_renew(order: Order, institution, by) -> tuple[Subscription, bool]:
    """Return the subscription with the order's term added, and whether it ran already."""
    owner = {"institution": institution} if institution else {"user": order.user}
    running = Subscription.objects.running().filter(**owner).first()
    follows_on = running is not None
    order.starts_on = max(today(), running.last_day + timedelta(days=1)) if running else today()
    order.ends_on = last_day_of(order.starts_on, order.months)
    subscription = running or Subscription(first_day=order.starts_on, **owner)
    subscription.plan, subscription.seats = order.plan, order.seats
    subscription.last_day = order.ends_on
    subscription.save()
    step = SubscriptionEvent.Step.RENEWED if follows_on else SubscriptionEvent.Step.STARTED
    subscription.log(step, by=by, text=str(order))
    return subscription, follows_on


@transaction.atomic
def decline(order: Order, by, reason: str) -> None:
    """Close an open order with a reason that the orderer is told."""
    order = _opened(order)
    order.status = Order.Status.DECLINED
    order.save()
    order.log(Step.DECLINED, by=by, text=reason)
    _write("order_declined", order, [order.user.email], reason=reason)


@transaction.atomic
def cancel(order: Order) -> None:
    """Close an open order because its orderer asks for it."""
    order = _opened(order)
    order.status = Order.Status.CANCELLED
    order.save()
    order.log(Step.CANCELLED, by=order.user)


def _write(template: str, order: Order, to, **more) -> None:
    desk = reverse("admin:subscribers_order_change", args=[order.pk])
    context = {
        "order": order,
        "link": on_this_site(reverse("placed_order", args=[order.pk])),
        "desk_link": on_this_site(desk),
        **more,
    }
    write_mail(template, to, context)
