"""What the words of the vocabularies are in other languages."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fields.term import VOCABULARY_LANGUAGE
from fields.text import PlainCharField

LANGUAGES = [language for language in settings.LANGUAGES if language[0] != VOCABULARY_LANGUAGE]


class TranslatedName(models.Model):
    """What a name or a guiding question is in a language of the interface.

    It is kept by its words and not by its term: published versions hold words, and those of a term
    that was renamed since are still said in the reader's language.
    """

    name = PlainCharField(_("name"), max_length=300)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES)
    translation = PlainCharField(_("translation"), max_length=300)

    class Meta:
        ordering = ["name", "language"]
        verbose_name = _("name in another language")
        verbose_name_plural = _("names in other languages")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "language"],
                name="cases_translatedname_once_per_language",
                violation_error_message=_("This name has a translation into it already."),
            ),
        ]

    def __str__(self):
        return self.name
