"""An order: what was asked for, by whom, and each step until the subscription runs."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fields.text import PlainCharField, PlainTextField
from subscribers.models.event import Event
from subscribers.models.subscription import Kind, Plan, Subscription


class Order(models.Model):
    """What was ordered, as it stood on the day; a plan that changes later changes no order."""

    class Status(models.TextChoices):
        OPEN = "open", _("waits for payment")
        PAID = "paid", _("paid")
        DECLINED = "declined", _("declined")
        CANCELLED = "cancelled", _("cancelled by the orderer")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="orders",
        verbose_name=_("ordered by"),
    )
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, verbose_name=_("plan"))
    kind = models.CharField(_("for"), max_length=13, choices=Kind)
    months = models.PositiveSmallIntegerField(_("months"))
    seats = models.PositiveIntegerField(_("readers"))
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    organisation = PlainCharField(_("organisation"), max_length=200, blank=True)
    invoice_address = PlainTextField(_("invoice address"), max_length=500)
    terms_accepted_at = models.DateTimeField(_("terms accepted"))
    made_at = models.DateTimeField(_("ordered"), default=timezone.now)
    status = models.CharField(
        _("status"), max_length=9, choices=Status, default=Status.OPEN, db_index=True
    )
    subscription = models.ForeignKey(
        Subscription,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("subscription"),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    payment = PlainCharField(_("payment"), max_length=100, blank=True)
    receipt = models.CharField(_("receipt"), max_length=20, unique=True, null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = [
            models.CheckConstraint(
                name="subscribers_order_paid_is_complete",
                condition=~Q(status="paid")
                | Q(
                    subscription__isnull=False,
                    starts_on__isnull=False,
                    ends_on__isnull=False,
                    paid_on__isnull=False,
                    receipt__isnull=False,
                ),
            )
        ]

    def __str__(self):
        return _("order %(number)d") % {"number": self.pk or 0}

    def log(self, step: str, by=None, text: str = "") -> None:
        self.events.create(step=step, by=by, text=text[:300])


class OrderEvent(Event):
    """One step of an order."""

    class Step(models.TextChoices):
        ORDERED = "ordered", _("ordered")
        PAID = "paid", _("payment received")
        STARTED = "started", _("subscription started")
        RENEWED = "renewed", _("subscription renewed")
        DECLINED = "declined", _("declined")
        CANCELLED = "cancelled", _("cancelled")

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(_("step"), max_length=9, choices=Step)
