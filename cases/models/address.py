"""The address of a case, and those it had before."""

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from cases.models.former_term import FormerTerm
from cases.querysets import PUBLIC
from fields.atomic import AtomicModel
from fields.slugs import first_free

ADDRESSES = "practice"
"""Under this name a case's former addresses stand among the former terms."""


def present_slug(former: str) -> str | None:
    """Return what the case is called now that was called ``former`` while it was public."""
    found = FormerTerm.objects.filter(facet=ADDRESSES, value=former)
    return found.values_list("now", flat=True).first()


class Addressed(AtomicModel):
    """A row with a title and a ``slug``, by which its page is found.

    What it was called while it was public leads to it for ever, and no other row is called so.
    """

    slug = models.SlugField(_("address"), max_length=120, unique=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._stored_slug = row.__dict__.get("slug")
        return row

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self._free_slug()
        stored, written = getattr(self, "_stored_slug", None), kwargs.get("update_fields")
        renamed = stored not in (None, self.slug) and (written is None or "slug" in written)
        with transaction.atomic(using=kwargs.get("using"), savepoint=False):
            super().save(*args, **kwargs)
            if renamed and self.state in PUBLIC:
                FormerTerm.remember(ADDRESSES, stored, self.slug)
        if stored is None or renamed:
            self._stored_slug = self.slug

    def may_be_called(self, slug: str) -> bool:
        """Whether ``slug`` is no other row's, and never was."""
        former = FormerTerm.objects.filter(facet=ADDRESSES, value=slug).exclude(now=self.slug)
        others = type(self)._base_manager.filter(slug=slug).exclude(pk=self.pk)
        return not others.exists() and not former.exists()

    def _free_slug(self) -> str:
        base = slugify(self.title)[:100].strip("-") or "practice"
        others = type(self)._base_manager.filter(slug__startswith=base).exclude(pk=self.pk)
        former = FormerTerm.objects.filter(facet=ADDRESSES, value__startswith=base)
        taken = {*others.values_list("slug", flat=True), *former.values_list("value", flat=True)}
        return first_free(base, taken)
