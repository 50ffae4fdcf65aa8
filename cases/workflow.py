"""The life of a practice. Nothing else assigns a practice's state.

draft -> in review -> published, or returned with a reason; published -> revised (a new numbered
version) or archived as outdated. A nominated case may also not be taken: it stays a draft. Each
step asks whether the person may take it, writes one line of the practice's timeline and the mails
it calls for, in the same transaction.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import notices, reviews, roles
from cases.models import Nomination, Practice, PracticeVersion, WorkflowEvent
from cases.record import read_record
from cases.timeline import write_line

State = Practice.State


@dataclass(frozen=True)
class Step:
    """From which states a step leads to which, and ``may(user, practice)``: who may take it."""

    open_to: frozenset[State]
    leads_to: State
    may: Callable[..., bool]


STEPS = {
    "submit": Step(frozenset({State.DRAFT, State.RETURNED}), State.IN_REVIEW, roles.may_edit),
    "return": Step(frozenset({State.IN_REVIEW}), State.RETURNED, roles.keeps_cases),
    "refuse": Step(
        frozenset({State.DRAFT, State.IN_REVIEW, State.RETURNED}), State.DRAFT, roles.may_refuse
    ),
    "publish": Step(frozenset(State) - {State.PUBLISHED}, State.PUBLISHED, roles.may_publish),
    "revise": Step(frozenset({State.PUBLISHED}), State.PUBLISHED, roles.keeps_cases),
    "archive": Step(frozenset({State.PUBLISHED}), State.ARCHIVED, roles.keeps_cases),
}

# What a case needs to be published: the part of the case where it is entered, its name, and the
# condition under which it is missing.
REQUIRED = (
    ("summary", _("a summary"), ~Q(summary__regex=r"\S")),
    ("locations", _("a country"), Q(locations=None)),
    ("classifications", _("a category"), Q(classifications=None)),
)


def may_take(step: str, user, practice: Practice) -> bool:
    """Whether ``user`` can take ``step`` with ``practice`` as it stands now."""
    rule = STEPS[step]
    return practice.state in rule.open_to and rule.may(user, practice)


@transaction.atomic
def submit(practice: Practice, by=None, reason: str = "") -> None:
    """Hand a draft to the reviewers; those who did not recommend it before are asked again."""
    _step("submit", practice, by, reason)
    notices.tell_submitted(practice, by)
    reviews.ask_anew(practice, by)


@transaction.atomic
def return_(practice: Practice, by=None, reason: str = "") -> None:
    """Give a submission back; the reason is required."""
    _step("return", practice, by, _required(reason))
    notices.tell_returned(practice, by, reason)


@transaction.atomic
def refuse(practice: Practice, by=None, reason: str = "") -> None:
    """Do not take a nominated case; the nominator is told the reason, which is required.

    The case stays a draft. Any later step takes the refusal back.
    """
    _step("refuse", practice, by, _required(reason))
    reviews.close(practice, by)
    notices.tell_refused(practice, reason)


@transaction.atomic
def publish(practice: Practice, by=None, reason: str = "") -> PracticeVersion:
    """Open a practice to the public.

    Effects, in one transaction: the state becomes published, the day of first publication is set
    unless it is known, the record is frozen as the next numbered version, the timeline gains a
    line; reviewers who have not answered are released. An archived practice loses its successor.
    Raises ValidationError when the practice is in no state to be published or not complete.
    """
    _refuse_incomplete(practice)
    reviewers = reviews.close(practice, by)
    version = _step("publish", practice, by, reason)
    notices.tell_published(practice, by, reviewers)
    return version


@transaction.atomic
def revise(practice: Practice, by=None, reason: str = "") -> PracticeVersion:
    """Freeze the changed content of a published practice as its next version."""
    _refuse_incomplete(practice)
    version = _step("revise", practice, by, reason)
    notices.tell_revised(practice, by, reason)
    return version


@transaction.atomic
def archive(
    practice: Practice, by=None, reason: str = "", successor: Practice | None = None
) -> None:
    """Take an outdated practice out of the lists; its page stays, with a notice and the reason.

    ``successor`` is the published practice to which the notice points.
    """
    if successor and (successor.pk == practice.pk or successor.state != State.PUBLISHED):
        raise ValidationError(
            _("A case is followed by another one that is published."), code="successor"
        )
    _step("archive", practice, by, _required(reason), successor)
    notices.tell_archived(practice, by, reason)


def missing_for_publication(practice: Practice) -> list[str]:
    """Return what still has to be entered, and saved, before ``practice`` can be published."""
    return [what for _part, what in missing_parts(practice)]


def missing_parts(practice: Practice | None) -> list[tuple[str, str]]:
    """Return the same with the part of each; of None, a case not entered yet, all of it."""
    if practice is None:
        return [(part, what) for part, what, _lacking in REQUIRED]
    return missing_of([practice])[practice.pk]


def missing_of(practices: Collection[Practice]) -> dict[int, list[tuple[str, str]]]:
    """Return what is missing and where, as ``missing_parts`` does, by the key of each case."""
    missing = {practice.pk: [] for practice in practices}
    for part, what, lacking in REQUIRED:
        found = Practice.objects.filter(lacking, pk__in=missing)
        for key in found.values_list("pk", flat=True):
            missing[key].append((part, what))
    return missing


def incomplete() -> QuerySet:
    """Return the practices that miss something for publication."""
    return Practice.objects.filter(reduce(or_, (lacking for _part, _what, lacking in REQUIRED)))


def _step(
    name: str, practice: Practice, by, reason: str, successor: Practice | None = None
) -> PracticeVersion | None:
    """Take a step; ``by`` is None when the site itself takes it, in a command."""
    rule = STEPS[name]
    current = Practice.objects.select_for_update().get(pk=practice.pk)
    if current.state not in rule.open_to:
        raise _refusal("wrong_state", practice, state=current.get_state_display())
    if by is not None and not rule.may(by, current):
        raise _refusal("forbidden", practice)
    practice.state, practice.successor = rule.leads_to, successor
    if practice.state == State.PUBLISHED and practice.first_published is None:
        practice.first_published = timezone.localdate()
    practice.revision = F("revision") + 1
    practice.save(update_fields=["state", "successor", "first_published", "revision", "updated_at"])
    practice.revision = current.revision + 1
    refused_at = timezone.now() if name == "refuse" else None
    Nomination.objects.filter(practice=practice).update(refused_at=refused_at)
    version = _freeze(practice, by, reason) if practice.state == State.PUBLISHED else None
    write_line(practice, WorkflowEvent.Step(name), by, reason, current.state, version=version)
    return version


REFUSALS = {
    "wrong_state": _("“%(title)s” is %(state)s: this step is not open to it."),
    "forbidden": _("“%(title)s”: this step is not yours to take, or two reviews are missing."),
    "incomplete": _("“%(title)s” cannot be published yet. Missing: %(missing)s."),
}


def _refusal(code: str, practice: Practice, **about: str) -> ValidationError:
    return ValidationError(REFUSALS[code], code=code, params={"title": practice.title, **about})


def _freeze(practice: Practice, by, reason: str) -> PracticeVersion:
    last = practice.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = PracticeVersion(practice=practice, number=last + 1, reason=reason, published_by=by)
    version.record = {**read_record(practice), "version": version.number}
    version.save()
    return version


def _refuse_incomplete(practice: Practice) -> None:
    missing = missing_for_publication(practice)
    if missing:
        raise _refusal("incomplete", practice, missing=", ".join(map(str, missing)))


def _required(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(_("Say why."), code="reason_required")
    return reason
