"""A line of a history: what was done, when, by whom."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fields.text import PlainCharField


class Event(models.Model):
    """One step; those that inherit say which steps there are. Rows are added and never changed."""

    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    text = PlainCharField(_("text"), max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self):
        return self.get_step_display()
