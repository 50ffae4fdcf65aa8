"""Vocabularies that classify a practice."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from fields.atomic import AtomicModel
from fields.term import NamedTerm, Term, said


class LevelOfActivity(NamedTerm):
    class Meta(NamedTerm.Meta):
        verbose_name = _("level of activity")
        verbose_name_plural = _("levels of activity")


class Ecosystem(NamedTerm):
    class Meta(NamedTerm.Meta):
        verbose_name = _("ecosystem")
        verbose_name_plural = _("ecosystems")


class SupportType(NamedTerm):
    class Meta(NamedTerm.Meta):
        verbose_name = _("type of support")
        verbose_name_plural = _("types of support")


class Category(Term):
    """A top category, or with a parent one of its sub-categories. There are no deeper levels."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subcategories",
        limit_choices_to={"parent": None},
        verbose_name=_("top category"),
    )
    slug = models.SlugField(_("slug"), max_length=250, unique=True, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            *Term.Meta.constraints,
            models.UniqueConstraint(
                Lower("name"),
                name="cases_category_top_name_unique",
                condition=models.Q(parent=None),
                violation_error_message=_("This top category exists already."),
            ),
            models.UniqueConstraint(
                "parent",
                Lower("name"),
                name="cases_category_name_unique_in_parent",
                violation_error_message=_("This sub-category exists already."),
            ),
            models.CheckConstraint(
                name="cases_category_not_its_own_parent",
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("pk")),
            ),
        ]

    def __str__(self):
        name = said(self.name)
        return f"{said(self.parent.name)}: {name}" if self.parent_id else name

    def clean(self):
        if self.parent and self.parent.parent_id:
            raise ValidationError({"parent": _("A sub-category has no sub-categories.")})
        if self.parent_id and self.pk and self.subcategories.exists():
            raise ValidationError({"parent": _("This category has sub-categories of its own.")})

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = slugify(f"{self.parent.name} {self.name}" if self.parent_id else self.name)
        super().save(*args, **kwargs)


class Classification(AtomicModel):
    """A category chosen for a practice; the order is the page's."""

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="classifications",
        verbose_name=_("practice"),
    )
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        related_name="classifications",
        verbose_name=_("category"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("category of the practice")
        verbose_name_plural = _("categories of the practice")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "category"],
                name="cases_classification_once_per_practice",
                violation_error_message=_("This category is already chosen."),
            ),
        ]

    def __str__(self):
        return str(self.category)
