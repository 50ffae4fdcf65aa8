"""Terms of a vocabulary: data that curators keep, valid for some award cycles."""

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from fields.atomic import AtomicModel
from fields.text import PlainCharField, PlainTextField

VOCABULARY_LANGUAGE = "en"
"""The language of the names in the vocabularies: records, exports and the API hold these."""


def said(name: str) -> str:
    """Return what a name of the vocabularies is called in the language that is spoken now."""
    return import_string(settings.GLOSSARY)().get(name, name)


class TermQuerySet(models.QuerySet):
    def valid_in(self, year: int):
        """Return the terms in use in the award cycle of ``year``."""
        return self.filter(
            models.Q(first_cycle__isnull=True) | models.Q(first_cycle__lte=year),
            models.Q(last_cycle__isnull=True) | models.Q(last_cycle__gte=year),
        )

    def offered(self, *held):
        """Return the terms a new choice is made from: those still in use, and those ``held``."""
        return self.filter(models.Q(last_cycle__isnull=True) | models.Q(pk__in=held))


class Term(AtomicModel):
    """A named entry of a vocabulary with its place in the list and the cycles it is valid for."""

    name = PlainCharField(_("name"), max_length=120)
    description = PlainTextField(_("description"), max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    first_cycle = models.PositiveSmallIntegerField(
        _("first cycle"), null=True, blank=True, help_text=_("Year; empty: since ever.")
    )
    last_cycle = models.PositiveSmallIntegerField(
        _("last cycle"), null=True, blank=True, help_text=_("Year; empty: still in use.")
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_cycles_in_order",
                condition=models.Q(first_cycle__isnull=True)
                | models.Q(last_cycle__isnull=True)
                | models.Q(last_cycle__gte=models.F("first_cycle")),
                violation_error_message=_("The last cycle is before the first."),
            ),
        ]

    def __str__(self):
        return said(self.name)


class NamedTerm(Term):
    """A term of a flat vocabulary: its name is unique and its slug stands in addresses."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)

    class Meta(Term.Meta):
        abstract = True
        constraints = [
            *Term.Meta.constraints,
            models.UniqueConstraint(
                models.functions.Lower("name"),
                name="%(app_label)s_%(class)s_name_unique",
                violation_error_message=_("This term exists already."),
            ),
        ]
