"""Terms that imports use and the vocabularies lack; a curator decides on each text once."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cases.models.practice import Practice
from cases.models.taxonomy import Category, Ecosystem, LevelOfActivity, SupportType
from fields.text import FORBIDDEN_IN_LINE, PlainCharField
from partners.models import Organisation, OrganisationType

LONGEST = 200
VOCABULARIES = {
    "category": Category,
    "level_of_activity": LevelOfActivity,
    "ecosystem": Ecosystem,
    "organisation_type": OrganisationType,
    "support_type": SupportType,
}


def _means(vocabulary: str = "") -> models.Q:
    """Return the condition that a row means a term of ``vocabulary`` and of no other."""
    columns = {f"{name}__isnull": name != vocabulary for name in VOCABULARIES}
    return models.Q(**columns, **({"vocabulary": vocabulary} if vocabulary else {}))


class UnknownTerm(models.Model):
    """A text that stands where a term of ``vocabulary`` belongs; letters' case does not matter.

    ``parent`` is the top category above it, as found, where it stands for a sub-category. Once it
    is accepted or mapped, the column that is called like the vocabulary says which term it means.
    """

    class Vocabulary(models.TextChoices):
        CATEGORY = "category", _("category")
        LEVEL = "level_of_activity", _("level of activity")
        ECOSYSTEM = "ecosystem", _("ecosystem")
        ORGANISATION_TYPE = "organisation_type", _("type of organisation")
        SUPPORT_TYPE = "support_type", _("type of support")

    class Decision(models.TextChoices):
        WAITING = "", _("not decided")
        ACCEPTED = "accepted", _("accepted as a new term")
        MAPPED = "mapped", _("means a term that is there")
        REFUSED = "refused", _("refused")

    vocabulary = models.CharField(_("vocabulary"), max_length=17, choices=Vocabulary)
    parent = PlainCharField(_("top category"), max_length=LONGEST, blank=True)
    text = PlainCharField(_("text"), max_length=LONGEST)
    found_at = models.DateTimeField(_("first found"), auto_now_add=True)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    category, level_of_activity, ecosystem, organisation_type, support_type = (
        models.ForeignKey(
            model,
            on_delete=models.CASCADE,
            null=True,
            blank=True,
            related_name="texts",
            verbose_name=model._meta.verbose_name,
        )
        for model in VOCABULARIES.values()
    )

    class Meta:
        ordering = ["vocabulary", "parent", "text"]
        verbose_name = _("unknown vocabulary term")
        verbose_name_plural = _("unknown vocabulary terms")
        constraints = [
            models.UniqueConstraint(
                "vocabulary", Lower("parent"), Lower("text"), name="cases_unknownterm_once"
            ),
            models.CheckConstraint(
                name="cases_unknownterm_means_what_was_decided",
                condition=(models.Q(decision__in=["", "refused"]) & _means())
                | models.Q(decision__in=["accepted", "mapped"])
                & reduce(or_, map(_means, VOCABULARIES)),
            ),
        ]

    def __str__(self):
        return f"{self.parent}: {self.text}" if self.parent else self.text

    @staticmethod
    def can_be(text: str) -> bool:
        """Tell whether ``text`` could be a term at all."""
        return len(text) <= LONGEST and not FORBIDDEN_IN_LINE.search(text)

    @classmethod
    def met(cls, vocabulary: str, text: str, parent: str = "") -> "UnknownTerm":
        """Return the row of a text, made when it is met for the first time."""
        same = {"vocabulary": vocabulary, "text__iexact": text, "parent__iexact": parent}
        row, _made = cls.objects.get_or_create(**same, defaults={"text": text, "parent": parent})
        return row

    @classmethod
    def meanings(cls, vocabulary: str) -> dict[tuple[str, str], models.Model]:
        """Return the terms that texts were decided to mean, by parent and text in small letters."""
        decided = cls.objects.filter(**{"vocabulary": vocabulary, f"{vocabulary}__isnull": False})
        related = "category__parent" if vocabulary == "category" else vocabulary
        rows = decided.select_related(related)
        return {(row.parent.lower(), row.text.lower()): row.term for row in rows}

    @property
    def terms(self) -> models.QuerySet:
        """The terms of the vocabulary."""
        return self._meta.get_field(self.vocabulary).related_model._default_manager.all()

    @property
    def term(self) -> models.Model | None:
        """The term it was decided to mean."""
        return getattr(self, self.vocabulary)


class UnknownTermUse(models.Model):
    """A place where an unknown term was found, and where its term belongs.

    That is the case itself or, for types of organisations and of their support, ``organisation``;
    ``words`` are those said about the support.
    """

    practice = models.ForeignKey(
        Practice,
        on_delete=models.CASCADE,
        related_name="unknown_terms",
        verbose_name=_("practice"),
    )
    term = models.ForeignKey(
        UnknownTerm,
        on_delete=models.CASCADE,
        related_name="uses",
        verbose_name=UnknownTerm._meta.verbose_name,
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="unknown_terms",
        verbose_name=_("organisation"),
    )
    words = PlainCharField(_("in words"), max_length=200, blank=True)

    class Meta:
        ordering = ["practice__title", "pk"]
        verbose_name = _("use of an unknown term")
        verbose_name_plural = _("uses of unknown terms")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "term", "organisation", "words"],
                name="cases_unknowntermuse_once",
            ),
            models.UniqueConstraint(
                fields=["practice", "term"],
                condition=models.Q(organisation=None),
                name="cases_unknowntermuse_once_in_the_case",
            ),
        ]

    def __str__(self):
        return f"{self.practice}: {self.term}"
