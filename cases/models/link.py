"""The web addresses records name, and what they answered whenever they were asked."""

import hashlib

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fields.text import PlainURLField
from web.fetch import Fault


class Link(models.Model):
    """A web address some record names, and how it stands. Kept by ``check_links``.

    ``digest`` is the SHA-256 of the address: an index on long addresses would refuse some of them.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    url = PlainURLField(_("web address"))
    next_check = models.DateTimeField(_("next check"), default=timezone.now, db_index=True)
    last_checked = models.DateTimeField(_("last checked"), null=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True)
    broken = models.BooleanField(_("broken"), default=False, db_index=True)

    class Meta:
        ordering = ["failing_since", "url"]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return self.url

    @staticmethod
    def digest_of(url: str) -> str:
        return hashlib.sha256(url.encode()).hexdigest()


class LinkCheck(models.Model):
    """What an address answered at one time: a status of HTTP, or why there was no answer."""

    link = models.ForeignKey(
        Link, on_delete=models.CASCADE, related_name="checks", verbose_name=_("link")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    fault = models.CharField(_("fault"), max_length=11, choices=Fault, blank=True)
    forbidden = models.BooleanField(_("its robots.txt asks programs to stay away"), default=False)
    moved_to = PlainURLField(_("moved for good to"), blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of a link")

    def __str__(self):
        if self.forbidden:
            return str(self._meta.get_field("forbidden").verbose_name)
        return str(self.status or self.get_fault_display())

    @property
    def failed(self) -> bool:
        """Would a reader who follows the link find nothing?"""
        return bool(self.fault) or (
            self.status is not None and self.status >= 400 and self.status not in CLOSED_TO_PROGRAMS
        )


CLOSED_TO_PROGRAMS = {401, 402, 403, 405, 406, 407, 421, 425, 429, 451, 999}
"""Answers of sites that are there, but not for programs, or not without an account."""
