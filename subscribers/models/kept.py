"""What readers keep: searches, lists of cases, notes, and the tokens of their programs."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Practice
from fields.text import PlainCharField, PlainTextField


def new_key() -> str:
    """Return a word of 22 characters that nobody guesses."""
    return secrets.token_urlsafe(16)


class Owned(models.Model):
    """Something a reader keeps. It outlives the subscription; a deleted account takes it along."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        abstract = True


class SavedSearch(Owned):
    """A search with what it found: the query string, and the hit list under a data version.

    ``hits`` are pairs of a practice's key and the number of its published version, in the order of
    the list; ``since`` is when they were found. An alert compares with them and then renews them.
    """

    class Frequency(models.TextChoices):
        NEVER = "never", _("never")
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("every week")

    name = PlainCharField(_("name"), max_length=100)
    query = models.CharField(_("query"), max_length=4000, blank=True)
    frequency = models.CharField(
        _("tell me of changes"), max_length=6, choices=Frequency, default=Frequency.NEVER
    )
    data_version = models.PositiveBigIntegerField(_("data version"))
    hits = models.JSONField(_("hits"), default=list)
    since = models.DateTimeField(_("as of"), default=timezone.now)
    told_at = models.DateTimeField(_("last told"), null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")

    def __str__(self):
        return self.name


class SearchRecord(Owned):
    """A search as it was run on one day, frozen under an address that can be cited.

    ``hits`` are rows of slug, title and version number. It names nobody and holds open facts alone.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    query = models.CharField(max_length=4000, blank=True)
    data_version = models.PositiveBigIntegerField()
    hits = models.JSONField(default=list)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("search on record")
        verbose_name_plural = _("searches on record")

    def __str__(self):
        return self.key


class ReadingList(Owned):
    """Cases in an order of the reader's, each with a remark; shared by whoever has its link."""

    name = PlainCharField(_("name"), max_length=100)
    text = PlainTextField(_("introduction"), max_length=2000, blank=True)
    share_key = models.CharField(max_length=22, unique=True, null=True, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("reading list")
        verbose_name_plural = _("reading lists")

    def __str__(self):
        return self.name


class ListedCase(models.Model):
    """A case on a list, at its place, with the reader's remark."""

    list = models.ForeignKey(ReadingList, on_delete=models.CASCADE, related_name="cases")
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)
    remark = PlainTextField(_("remark"), max_length=2000, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["list", "practice"], name="subscribers_listed_once")
        ]

    def __str__(self):
        return str(_("a case on a reading list"))


class Note(Owned):
    """A reader's own words on a case, or on a passage of it, which nobody else sees."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="+")
    passage = PlainCharField(_("passage"), max_length=300, blank=True)
    text = PlainTextField(_("note"), max_length=5000)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self):
        return str(_("a note"))


class ApiToken(Owned):
    """A key for a reader's program. Of its secret only a digest is kept; it opens no more than its
    owner may read, and only while their subscription runs."""

    class Scope(models.TextChoices):
        READ = "read", _("read cases")
        EXPORT = "export", _("read and export cases")

    name = PlainCharField(_("name"), max_length=100)
    scope = models.CharField(_("may"), max_length=6, choices=Scope, default=Scope.READ)
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)
    last_used = models.DateField(_("last used"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self):
        return f"{self.name} …{self.ending}"
