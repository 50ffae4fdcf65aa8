"""Texts of the site's own pages that curators may write anew, without a new release."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fields.text import PlainCharField, PlainTextField

SHIPPED = settings.BASE_DIR / "cases" / "data" / "pages"


class SitePage(models.Model):
    """What a curator wrote for one page in one language; without a row the shipped text stands."""

    class Slug(models.TextChoices):
        ABOUT = "about", _("About")
        HELP = "help", _("Help")
        ORDER = "order", _("To Order, introduction")
        SPONSORS = "sponsors", _("Sponsors, introduction")
        ACCESSIBILITY = "accessibility", _("Accessibility")

    slug = models.CharField(_("page"), max_length=13, choices=Slug)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    title = PlainCharField(_("title"), max_length=100, blank=True)
    body = PlainTextField(_("text"), max_length=50_000)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["slug", "language"]
        verbose_name = _("text of a page")
        verbose_name_plural = _("texts of pages")
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "language"],
                name="cases_sitepage_once_per_language",
                violation_error_message=_("This page has a text in this language already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_slug_display()} ({self.get_language_display()})"

    @classmethod
    def shown(cls, slug: str, language: str) -> "SitePage | None":
        """Return what stands on a page for readers of ``language``: what a curator wrote in it, or
        else in the site's language, or else what ships; None where nothing does."""
        wanted = dict.fromkeys((language, settings.LANGUAGE_CODE))
        rows = {page.language: page for page in cls.objects.filter(slug=slug, language__in=wanted)}
        written = (rows[code] for code in wanted if code in rows)
        shipped = (cls.shipped(slug, code) for code in (*wanted, "en"))
        return next(written, None) or next(filter(None, shipped), None)

    @classmethod
    def shipped(cls, slug: str, language: str) -> "SitePage | None":
        """Return the text that ships, its first line as title, as a page that is not stored."""
        path = SHIPPED / f"{slug}.{language}.md"
        if not path.exists():
            return None
        title, _line, body = path.read_text("utf-8").partition("\n")
        return cls(slug=slug, language=language, title=title.lstrip("# "), body=body.strip())
