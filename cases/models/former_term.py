"""What terms were called in addresses before they were merged or renamed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fields.text import PlainCharField


class FormerTerm(models.Model):
    """A value of a facet that is called otherwise now; addresses with the old one lead to the new.

    ``now`` is text like ``value``: an address, not a row, so nothing can be left pointing to a row
    that is gone.
    """

    facet = models.CharField(_("facet"), max_length=40)
    value = PlainCharField(_("was called"), max_length=500)
    now = PlainCharField(_("is called"), max_length=500)

    class Meta:
        ordering = ["facet", "value"]
        verbose_name = _("former name in addresses")
        verbose_name_plural = _("former names in addresses")
        constraints = [
            models.UniqueConstraint(fields=["facet", "value"], name="cases_formerterm_once"),
            models.CheckConstraint(
                name="cases_formerterm_not_itself", condition=~models.Q(value=models.F("now"))
            ),
        ]

    def __str__(self):
        return f"{self.facet}: {self.value} → {self.now}"

    @classmethod
    def remember(cls, facet: str, value: str, now: str) -> None:
        """Let addresses with ``value`` lead to ``now``, and those that led to ``value`` too."""
        if value == now:
            return
        cls.objects.filter(facet=facet, value=now).delete()
        cls.objects.filter(facet=facet, now=value).update(now=now)
        cls.objects.update_or_create(facet=facet, value=value, defaults={"now": now})
