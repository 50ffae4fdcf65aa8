"""Who may read the closed parts, from which day to which."""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fields.text import PlainCharField, PlainTextField
from subscribers.models.event import Event


def today() -> date:
    """Return the day it is now in the site's time zone, whatever zone is active."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


class Kind(models.TextChoices):
    PERSONAL = "personal", _("one person")
    INSTITUTIONAL = "institutional", _("an institution")


class Plan(models.Model):
    """What can be ordered: for whom, for how many months, for how many readers, at what price."""

    name = PlainCharField(_("name"), max_length=100)
    kind = models.CharField(_("for"), max_length=13, choices=Kind, default=Kind.PERSONAL)
    months = models.PositiveSmallIntegerField(_("months"), default=12)
    seats = models.PositiveIntegerField(_("readers"), default=1)
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2, default=0)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    text = PlainTextField(_("text"), max_length=500, blank=True)
    offered = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                name="subscribers_plan_has_a_term", condition=Q(months__gte=1, seats__gte=1)
            )
        ]

    def __str__(self):
        return self.name


class Institution(models.Model):
    """A body whose members read under one subscription."""

    name = PlainCharField(_("name"), max_length=200, unique=True)
    address = PlainTextField(_("address"), max_length=500, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")

    def __str__(self):
        return self.name


class SubscriptionQuerySet(models.QuerySet):
    def running(self):
        """Those that open the closed parts now: from the first instant of the first day to the
        last of the last, days of grace included, in the site's time zone."""
        day = today()
        return self.filter(
            ended_at=None,
            first_day__lte=day,
            last_day__gte=day - timedelta(days=settings.GRACE_DAYS),
        )

    def of(self, user):
        """Those ``user`` reads under: their own, and those of institutions they are a member of."""
        member = Q(institution__memberships__user=user, institution__memberships__removed_at=None)
        return self.filter(Q(user=user) | member).distinct()


class Subscription(models.Model):
    """The right of one person or one institution to read, from a first to a last day.

    A renewal moves the last day; ``ended_at`` is set when a curator ends it before its time.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
        verbose_name=_("person"),
    )
    institution = models.ForeignKey(
        Institution,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
        verbose_name=_("institution"),
    )
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("plan")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    seats = models.PositiveIntegerField(_("readers"), default=1)
    ended_at = models.DateTimeField(_("ended before its time"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-last_day", "-pk"]
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.CheckConstraint(
                name="subscribers_subscription_one_owner",
                condition=Q(user__isnull=True, institution__isnull=False)
                | Q(user__isnull=False, institution__isnull=True),
                violation_error_message=_("Name a person or an institution, not both."),
            ),
            models.CheckConstraint(
                name="subscribers_subscription_days",
                condition=Q(last_day__gte=models.F("first_day")),
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.institution or self.user}, {self.last_day}"

    def clean(self):
        if self.user and self.seats > 1:
            raise ValidationError({"seats": _("One person needs one seat.")})

    @property
    def ends_at(self) -> datetime:
        """The first instant at which it opens nothing more."""
        after = self.last_day + timedelta(days=settings.GRACE_DAYS + 1)
        midnight = datetime.combine(after, time.min, timezone.get_default_timezone())
        midnight = midnight.astimezone(UTC)  # where clocks go forward at midnight there is none
        return min(midnight, self.ended_at) if self.ended_at else midnight

    @property
    def days_left(self) -> int:
        """Days after today, the last one included; negative once it has run out."""
        return (self.last_day - today()).days

    @property
    def in_grace(self) -> bool:
        return self.days_left < 0 and timezone.now() < self.ends_at

    @property
    def is_running(self) -> bool:
        return self.first_day <= today() and timezone.now() < self.ends_at

    def administrators(self):
        """Return the people who are written to about it."""
        if self.user_id:
            return [self.user]
        members = self.institution.memberships.filter(is_administrator=True, removed_at=None)
        return [member.user for member in members.select_related("user")]

    def log(self, step: str, by=None, text: str = "") -> None:
        """Write one line of its history."""
        self.events.create(step=step, by=by, text=text)


class SubscriptionEvent(Event):
    """One line of the history of a subscription."""

    class Step(models.TextChoices):
        STARTED = "started", _("started")
        RENEWED = "renewed", _("renewed")
        CHANGED = "changed", _("changed at the desk")
        ENDED = "ended", _("ended before its time")
        REMINDED = "reminded", _("reminded")

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(_("step"), max_length=8, choices=Step)


class Reminder(models.Model):
    """That the owner was told how many days are left before one last day; told once."""

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="reminders"
    )
    last_day = models.DateField()
    days_left = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "last_day", "days_left"],
                name="subscribers_reminder_once",
            )
        ]

    def __str__(self):
        return f"{self.days_left} days before {self.last_day}"
