"""Who belongs to an institution, and by which way they came."""

import hashlib
import ipaddress
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscribers.models.subscription import Institution

INVITATION_DAYS = 30
SHORTEST_PREFIX = {4: 16, 6: 32}
"""A range wider than this is no reading room but half the world."""


def digest_of(secret: str) -> str:
    """Return what is kept of a secret that only its holder knows."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Membership(models.Model):
    """A seat of an institution that a person holds; ``removed_at`` keeps who lost it from rejoining
    by themselves."""

    class Way(models.TextChoices):
        ORDER = "order", _("by ordering")
        INVITATION = "invitation", _("by invitation")
        DOMAIN = "domain", _("by mail address")
        DESK = "desk", _("by a curator")

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    is_administrator = models.BooleanField(_("administrator"), default=False)
    way = models.CharField(_("came"), max_length=10, choices=Way, default=Way.DESK)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        ordering = ["joined_at", "pk"]
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "user"], name="subscribers_membership_once"
            )
        ]

    def __str__(self):
        return f"{self.user.get_full_name()}, {self.institution}"


class Invitation(models.Model):
    """A letter that lets whoever holds it join. Of its secret only a digest is kept."""

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"))
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("sent"), default=timezone.now)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self):
        return self.email

    @classmethod
    def make(cls, institution, email: str, by) -> str:
        """Make an invitation and return its secret, which is kept nowhere."""
        secret = secrets.token_urlsafe(24)
        cls.objects.create(
            institution=institution, email=email, digest=digest_of(secret), invited_by=by
        )
        return secret

    @classmethod
    def open_ones(cls):
        oldest = timezone.now() - timedelta(days=INVITATION_DAYS)
        return cls.objects.filter(used_at=None, made_at__gte=oldest)


class MailDomain(models.Model):
    """A domain whose confirmed mail addresses belong to the institution, as a curator has checked.

    One domain belongs to one institution; its sub-domains are domains of their own.
    """

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(
        _("domain"),
        max_length=253,
        unique=True,
        validators=[RegexValidator(r"^([a-z0-9-]+\.)+[a-z0-9-]{2,}$")],
        help_text=_("such as example.org, in small letters; never that of a public mail service"),
    )

    class Meta:
        ordering = ["domain"]
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")

    def __str__(self):
        return self.domain


def sortable(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    """Return an address as 32 hexadecimal digits that sort as addresses do."""
    number = int(address) if address.version == 6 else 0xFFFF << 32 | int(address)
    return f"{number:032x}"


class AddressRange(models.Model):
    """Network addresses of a reading room: who calls from one reads without logging in."""

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="address_ranges"
    )
    network = models.CharField(
        _("addresses"), max_length=50, help_text=_("such as 192.0.2.0/24 or 2001:db8:1::/48")
    )
    first = models.CharField(max_length=32, editable=False)
    last = models.CharField(max_length=32, editable=False)

    class Meta:
        ordering = ["network"]
        verbose_name = _("address range")
        verbose_name_plural = _("address ranges")
        indexes = [models.Index(fields=["first", "last"], name="subscribers_addresses")]

    def __str__(self):
        return self.network

    def clean(self):
        try:
            network = ipaddress.ip_network(self.network)
        except ValueError:
            raise ValidationError(
                {"network": _("This is no range of addresses, such as 192.0.2.0/24.")}
            ) from None
        if network.prefixlen < SHORTEST_PREFIX[network.version]:
            raise ValidationError({"network": _("This range is too wide for a reading room.")})

    def save(self, *args, **kwargs):
        network = ipaddress.ip_network(self.network)
        self.first = sortable(network.network_address)
        self.last = sortable(network.broadcast_address)
        super().save(*args, **kwargs)


class UseOfDay(models.Model):
    """How many case pages were opened under an institution's subscription on one day.

    A number and nothing else: neither who read nor what.
    """

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="use")
    day = models.DateField(_("day"))
    in_room = models.BooleanField(_("in the reading room"))
    cases = models.PositiveIntegerField(_("cases opened"), default=0)

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "day", "in_room"], name="subscribers_use_once_a_day"
            )
        ]

    def __str__(self):
        return f"{self.day}: {self.cases}"
