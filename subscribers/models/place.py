"""Where a reader is, as they stated it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StatedPlace(models.Model):
    """What ``cases.own_place.OwnPlace`` holds, for an account; "" and None are not stated."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="place"
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    income_group = models.CharField(_("income group"), max_length=12, blank=True)
    ecosystem = models.CharField(_("ecosystem"), max_length=250, blank=True)
    level = models.CharField(_("level of government"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("stated place")
        verbose_name_plural = _("stated places")

    def __str__(self):
        return str(_("a stated place"))
