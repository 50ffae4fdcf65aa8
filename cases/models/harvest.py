"""What harvesters were told of each case: when it last changed for them, and whether it is gone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HarvestedCase(models.Model):
    """A case that is or once was in the collection, as harvesters know it; never deleted.

    It stays when the practice, which it knows by its identifier, is deleted. ``digest`` is that of
    all that harvesters may read of it, ``sets`` the names of its sets, each between blanks.
    """

    uid = models.UUIDField(_("identifier"), unique=True)
    datestamp = models.DateTimeField(_("changed"))
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    digest = models.CharField(_("SHA-256"), max_length=64)
    sets = models.TextField(_("sets"), default=" ")

    class Meta:
        ordering = ["datestamp", "pk"]
        verbose_name = _("harvested case")
        verbose_name_plural = _("harvested cases")
        indexes = [models.Index(fields=["datestamp", "id"], name="cases_harvestedcase_datestamp")]

    def __str__(self):
        return self.identifier

    @property
    def identifier(self) -> str:
        return self.uid.urn

    @property
    def specs(self) -> list[str]:
        return self.sets.split()


class HarvestState(models.Model):
    """How far the harvested cases follow the change log, and what was open to visitors; one row."""

    applied = models.PositiveBigIntegerField(default=0)
    shown = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="cases_harveststate_one_row", condition=models.Q(pk=1))
        ]

    def __str__(self):
        return str(self.applied)
