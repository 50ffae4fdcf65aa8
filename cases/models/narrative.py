"""The headed sections of a practice, and the formats that say which headings there are."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.evidence import Claim
from cases.words import count_words
from fields.atomic import AtomicModel
from fields.term import NamedTerm, said
from fields.text import PlainCharField, PlainTextField


class NarrativeFormat(NamedTerm):
    """The form of some award cycles: their headings, questions and limits."""

    summary_limit = models.PositiveSmallIntegerField(_("words in the summary"), default=250)

    class Meta(NamedTerm.Meta):
        verbose_name = _("narrative format")
        verbose_name_plural = _("narrative formats")

    @classmethod
    def usual(cls) -> Self | None:
        """Return the format of a case of which none is said: the first."""
        return cls.objects.first()


class NarrativeHeading(AtomicModel):
    """A heading of a format with its word limit and the question that guides the writer."""

    format = models.ForeignKey(
        NarrativeFormat,
        on_delete=models.CASCADE,
        related_name="headings",
        verbose_name=_("narrative format"),
    )
    name = PlainCharField(_("heading"), max_length=120)
    word_limit = models.PositiveSmallIntegerField(_("word limit"))
    question = PlainCharField(_("guiding question"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["format", "position"]
        verbose_name = _("narrative heading")
        verbose_name_plural = _("narrative headings")
        constraints = [
            models.UniqueConstraint(
                fields=["format", "name"], name="cases_narrativeheading_name_unique_in_format"
            ),
            models.CheckConstraint(
                name="cases_narrativeheading_word_limit_positive",
                condition=models.Q(word_limit__gte=1),
            ),
        ]

    def __str__(self):
        return said(self.name)


class NarrativeSection(AtomicModel):
    """What a practice says under one heading, in Markdown."""

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="sections",
        verbose_name=_("practice"),
    )
    heading = models.ForeignKey(
        NarrativeHeading,
        on_delete=models.PROTECT,
        related_name="sections",
        verbose_name=_("heading"),
    )
    text = PlainTextField(_("text"), max_length=20_000)

    class Meta:
        ordering = ["heading__position", "pk"]
        verbose_name = _("narrative section")
        verbose_name_plural = _("narrative sections")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "heading"],
                name="cases_narrativesection_once_per_practice",
                violation_error_message=_("This heading is already there."),
            ),
        ]

    def __str__(self):
        return str(self.heading)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        check_claims(self.practice_id)

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        check_claims(self.practice_id)
        return deleted

    @property
    def words(self) -> int:
        return count_words(self.text)


def check_claims(practice_id: int) -> None:
    """Flag the claims of a practice whose passage no longer stands in its section, and only those.

    Saving or deleting a section calls this; code that writes around that calls it itself.
    """
    sections = NarrativeSection.objects.filter(practice=practice_id)
    Claim.check_all(practice_id, dict(sections.values_list("heading", "text")))
