"""Deciding on unknown terms: a new term, another name of one that is there, or no term at all.

The decision is made once for a text: later imports follow it. What it means is put into the cases
a curator chooses, beside what stands there; nothing that is stated gives way.
"""

import hashlib
from collections.abc import Collection
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases import roles, workflow
from cases.models import (
    Category,
    Classification,
    ImportLedger,
    PartnershipSupport,
    Practice,
    UnknownTerm,
    UnknownTermUse,
    WorkflowEvent,
)
from cases.timeline import write_line
from fields.slugs import first_free
from partners.models import Organisation

Decision, Vocabulary = UnknownTerm.Decision, UnknownTerm.Vocabulary
SCALES = (Vocabulary.LEVEL, Vocabulary.ECOSYSTEM)


def uses(row: UnknownTerm) -> models.QuerySet:
    """Return where the text was found, the uses of a case together."""
    chains = ("practice__level_of_activity", "practice__ecosystem", "organisation__type")
    return row.uses.select_related(*chains).order_by("practice__title", "practice", "pk")


def stays(use: UnknownTermUse, vocabulary: str) -> models.Model | None:
    """Return what is stated already where one term alone can stand, and so stays."""
    if vocabulary in SCALES:
        return getattr(use.practice, vocabulary)
    if vocabulary == Vocabulary.ORGANISATION_TYPE:
        return use.organisation.type
    return None


def state_of(row: UnknownTerm) -> str:
    """Return a word that changes with the decision and with the uses."""
    said = [row.decision, row.decided_at, *row.uses.order_by("pk").values_list("pk", flat=True)]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


@transaction.atomic
def accept(row: UnknownTerm, name: str, top: Category | None = None, **about) -> int:
    """Make a new term, a sub-category of ``top`` if one is given, and decide that ``row`` means it.

    All else is as in ``decide``. Raises ValidationError for a term that exists already.
    """
    model = type(row)._meta.get_field(row.vocabulary).related_model
    last = model.objects.aggregate(last=Max("position"))["last"] or 0
    term = model(name=name, position=last + 1)
    if row.vocabulary == Vocabulary.CATEGORY:
        term.parent = top
    term.slug = _free_slug(model, f"{top.name} {name}" if top else name)
    term.full_clean()
    term.save()
    return decide(row, Decision.ACCEPTED, term, **about)


@transaction.atomic
def decide(
    row: UnknownTerm,
    decision: Decision,
    term: models.Model | None = None,
    *,
    shown: str,
    by=None,
    cases: Collection[int] = (),
) -> int:
    """Decide that ``row`` means ``term``, or that it is refused; return how many cases changed.

    ``shown`` is the ``state_of`` the row when it was shown; ``cases`` are the keys of those, of its
    uses, that get the term. Effects, in one transaction: each of them counts its revision up and
    gains a line in its timeline; one that is published gets a new version. Raises ValidationError,
    and then nothing happened, when the row has changed or ``by`` may not change one of the cases.
    """
    row = UnknownTerm.objects.select_for_update().get(pk=row.pk)
    if state_of(row) != shown:
        raise ValidationError(_("Somebody decided, or the term was found again, meanwhile."))
    row.decision, row.decided_at, row.decided_by = decision, timezone.now(), by
    setattr(row, row.vocabulary, term)
    row.save()
    if term is None:
        return 0
    chosen = uses(row).filter(practice__in=cases)
    return sum(
        _put_into(practice_id, list(found), row, by)
        for practice_id, found in groupby(chosen, key=lambda use: use.practice_id)
    )


def _put_into(practice_id: int, found: list[UnknownTermUse], row: UnknownTerm, by) -> bool:
    """Put the term wherever it belongs in a case, and tell whether that changed anything."""
    practice = Practice.objects.select_for_update(of=("self",)).get(pk=practice_id)
    if by is not None and not roles.may_edit(by, practice):
        raise ValidationError(_("“%(case)s” is not yours to change."), params={"case": practice})
    changed = [PUT[row.vocabulary](practice, use, row) for use in found]
    if not any(changed):
        return False
    imported = ImportLedger.objects.filter(practice=practice, revision=practice.revision)
    reason = _("“%(text)s” means “%(term)s”.") % {"text": row, "term": row.term}
    if practice.state == Practice.State.PUBLISHED:
        workflow.revise(practice, by, reason)
    else:
        imported.filter(signed_at=None).update(revision=practice.revision + 1)
        practice.revision += 1
        practice.save()
        write_line(practice, WorkflowEvent.Step.TERM, by, reason)
    return True


def _classify(practice: Practice, use: UnknownTermUse, row: UnknownTerm) -> bool:
    last = practice.classifications.aggregate(last=Max("position"))["last"]
    place = {"position": 0 if last is None else last + 1}
    _made, is_new = Classification.objects.get_or_create(
        practice=practice, category=row.term, defaults=place
    )
    return is_new


def _set_scale(practice: Practice, use: UnknownTermUse, row: UnknownTerm) -> bool:
    if getattr(practice, row.vocabulary):
        return False
    setattr(practice, row.vocabulary, row.term)
    practice.save()
    return True


def _set_type(practice: Practice, use: UnknownTermUse, row: UnknownTerm) -> bool:
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=use.organisation_id)
    if organisation.type:  # perhaps set for another case of this decision, and told by this one too
        return organisation.type == row.term
    organisation.type = row.term
    organisation.save()
    return True


def _add_support(practice: Practice, use: UnknownTermUse, row: UnknownTerm) -> bool:
    made = [
        PartnershipSupport.objects.get_or_create(
            partnership=partnership, type=row.term, text=use.words
        )[1]
        for partnership in practice.partnerships.filter(organisation=use.organisation_id)
    ]
    return any(made)


PUT = {
    Vocabulary.CATEGORY: _classify,
    Vocabulary.LEVEL: _set_scale,
    Vocabulary.ECOSYSTEM: _set_scale,
    Vocabulary.ORGANISATION_TYPE: _set_type,
    Vocabulary.SUPPORT_TYPE: _add_support,
}


def _free_slug(model: type[models.Model], text: str) -> str:
    longest = model._meta.get_field("slug").max_length - 10
    base = slugify(text)[:longest].strip("-") or model._meta.model_name
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return first_free(base, taken)
