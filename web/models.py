"""Mail waiting to be sent, how often somebody did something lately, forms that were done, and
rights that were offered to groups."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """A mail that belongs to a committed change and has not been handed to the mail server yet."""

    to = models.EmailField(_("to"), max_length=254)
    reply_to = models.EmailField(_("reply to"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    unsubscribe = models.CharField(_("address that ends such mails"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try = models.DateTimeField(_("next try"), default=timezone.now)
    error = models.CharField(_("last error"), max_length=500, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("mail not sent yet")
        verbose_name_plural = _("mails not sent yet")

    def __str__(self):
        return self.subject


class RateWindow(models.Model):
    """How often one action was taken by one actor in one window of time.

    ``key`` is a keyed hash: neither addresses nor names are kept.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.count} until {self.ends_at:%H:%M:%S}"


class DoneForm(models.Model):
    """A form that was done, by the keyed hash of its key, and what came of it."""

    key = models.CharField(max_length=64, primary_key=True)
    result = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self):
        return self.result


class OfferedRight(models.Model):
    """A right that a release brought for a group, whether the group has it still or not."""

    group = models.ForeignKey("auth.Group", on_delete=models.CASCADE)
    right = models.ForeignKey("auth.Permission", on_delete=models.CASCADE)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["group", "right"], name="web_right_offered_once")
        ]

    def __str__(self):
        return f"{self.group}: {self.right.codename}"
