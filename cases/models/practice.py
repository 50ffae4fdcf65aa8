"""The practice: what a city did, and everything printed on its page hangs from here."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.address import Addressed
from cases.models.narrative import NarrativeFormat
from cases.models.place import City, Country
from cases.models.taxonomy import Category, Ecosystem, LevelOfActivity
from cases.querysets import PracticeQuerySet
from fields.text import PlainCharField, PlainTextField


class Practice(Addressed):
    """A case: who did what, where, with whom, for how much, with what result.

    Only ``cases.workflow`` assigns ``state``. ``revision`` counts saves, so that of two people who
    edit at once the second is told.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        RETURNED = "returned", _("returned")
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived as outdated")

    class Nominating(models.TextChoices):
        NONE = "none", _("not stated")
        SAME = "same", _("same as contact")
        ORGANISATION = "organisation", _("an organisation")

    class Source(models.TextChoices):
        ENTERED = "entered", _("entered here")
        SAVED_PAGE = "saved page", _("saved page of the original database")
        SPREADSHEET = "spreadsheet", _("spreadsheet")
        EXCHANGE = "exchange", _("exchange record")
        SAMPLE = "sample", _("sample collection")
        NOMINATION = "nomination", _("nomination")

    class Language(models.TextChoices):
        ARABIC = "ar", _("Arabic")
        CHINESE = "zh", _("Chinese")
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")
        PORTUGUESE = "pt", _("Portuguese")
        RUSSIAN = "ru", _("Russian")
        SPANISH = "es", _("Spanish")

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    title = PlainCharField(_("title"), max_length=300)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.ENGLISH
    )
    state = models.CharField(
        _("state"), max_length=9, choices=State, default=State.DRAFT, editable=False
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    successor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    translation_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
    )
    translated_version = models.PositiveIntegerField(
        _("made from version"),
        null=True,
        blank=True,
        help_text=_("The version of the original; empty: the current one."),
    )

    categories = models.ManyToManyField(
        Category, through="Classification", related_name="practices", verbose_name=_("categories")
    )
    level_of_activity = models.ForeignKey(
        LevelOfActivity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("level of activity"),
    )
    ecosystem = models.ForeignKey(
        Ecosystem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("ecosystem"),
    )
    summary = PlainTextField(_("summary"), max_length=10_000, blank=True)
    narrative_format = models.ForeignKey(
        NarrativeFormat,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("narrative format"),
    )

    contact_organisation = models.ForeignKey(
        "partners.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="practices_as_contact",
        verbose_name=_("contact organisation"),
    )
    contact_person = models.ForeignKey(
        "partners.ContactPerson",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="practices_as_contact",
        verbose_name=_("contact person"),
    )
    nominating = models.CharField(
        _("nominated by"), max_length=12, choices=Nominating, default=Nominating.NONE
    )
    nominating_organisation = models.ForeignKey(
        "partners.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="practices_as_nominator",
        verbose_name=_("nominating organisation"),
    )
    nominating_person = models.ForeignKey(
        "partners.ContactPerson",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="practices_as_nominator",
        verbose_name=_("nominating person"),
    )

    illustrative = models.BooleanField(
        _("illustrative sample"), default=False, help_text=_("Its figures are invented.")
    )
    source_kind = models.CharField(
        _("source"), max_length=11, choices=Source, default=Source.ENTERED
    )
    source_name = PlainCharField(_("name of the source"), max_length=300, blank=True)
    source_licence = PlainCharField(_("licence"), max_length=120, blank=True)
    imported_on = models.DateField(_("imported on"), null=True, blank=True, editable=False)
    first_published = models.DateField(_("first published"), null=True, blank=True)
    last_reviewed = models.DateField(_("last reviewed"), null=True, blank=True)

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="practices",
        verbose_name=_("entered by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        permissions = [
            ("read_closed_parts", _("Can read the parts open to subscribers")),
            ("contribute_practice", _("Can enter practices and change own drafts")),
            ("review_practice", _("Can be asked to review practices")),
            ("publish_practice", _("Can publish, return and archive practices")),
            ("publish_unreviewed_practice", _("Can publish practices without two reviews")),
        ]
        indexes = [
            models.Index(fields=["state", "-first_published"], name="cases_practice_state_newest")
        ]
        constraints = [
            models.CheckConstraint(
                name="cases_practice_state_known",
                condition=models.Q(
                    state__in=["draft", "in_review", "returned", "published", "archived"]
                ),
            ),
            models.CheckConstraint(
                name="cases_practice_successor_is_another",
                condition=~models.Q(successor=models.F("id")),
            ),
            models.CheckConstraint(
                name="cases_practice_original_is_another",
                condition=~models.Q(translation_of=models.F("id")),
                violation_error_message=_("A case is no translation of itself."),
            ),
            models.CheckConstraint(
                name="cases_practice_nominating_complete",
                condition=models.Q(nominating="organisation", nominating_organisation__isnull=False)
                | models.Q(
                    nominating__in=["none", "same"],
                    nominating_organisation__isnull=True,
                    nominating_person__isnull=True,
                ),
                violation_error_message=_(
                    "Name the nominating organisation, or say that there is none."
                ),
            ),
            models.CheckConstraint(
                name="cases_practice_reviewed_after_publication",
                condition=models.Q(first_published=None)
                | models.Q(last_reviewed=None)
                | models.Q(last_reviewed__gte=models.F("first_published")),
                violation_error_message=_("It cannot be reviewed before it was first published."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("practice", args=[self.slug])

    def clean(self):
        """Check what the case is a translation of, and find out which version of that is current.

        Translations hang on one original, so that no chain of them can form a ring.
        """
        original = self.translation_of
        if original is None:
            self.translated_version = None
            return
        if original.translation_of_id:
            self._refuse(_("“%s” is a translation itself: name its original.") % original)
        if self.pk and self.translations.exists():
            self._refuse(_("This case has translations, so it is an original itself."))
        if original.language == self.language:
            self._refuse(_("“%s” is in the same language.") % original)
        latest = original.versions.aggregate(last=models.Max("number"))["last"]
        if self.translated_version is None:
            self.translated_version = latest
        elif self.translated_version > (latest or 0):
            self._refuse(_("The original has no such version yet."), "translated_version")

    def _refuse(self, why: str, field: str = "translation_of"):
        raise ValidationError({field: why}, code="translation")

    def reviews_that_count(self):
        """The reviews asked for the submission, in their order, each with its reviewer."""
        return self.reviews.filter(current=True).select_related("reviewer")

    @property
    def is_reviewed(self) -> bool:
        """Whether the case is in review and both reviews were given."""
        given = self.reviews.filter(current=True, given_at__isnull=False)
        return self.state == self.State.IN_REVIEW and given.count() == 2

    @property
    def recognition(self):
        """The highest recognition, of equals the latest; None when there is none."""
        rows = self.recognitions.all()
        return max(rows, key=lambda row: row.height(row.level, row.cycle.year), default=None)

    @property
    def countries(self) -> list[Country]:
        """The countries in order, the lead first, each once."""
        return list({place.country_id: place.country for place in self.locations.all()}.values())

    @property
    def cities(self) -> list[City]:
        return [place.city for place in self.locations.all() if place.city_id]

    @property
    def category_tree(self) -> list[tuple[Category, list[Category]]]:
        """The top categories in order, each with the sub-categories chosen under it."""
        tree: dict[Category, list[Category]] = {}
        for row in self.classifications.all():
            top = row.category.parent or row.category
            branch = tree.setdefault(top, [])
            if row.category != top:
                branch.append(row.category)
        return list(tree.items())
