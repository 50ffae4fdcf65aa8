"""The life of a practice. Nothing else assigns a practice's state.

draft -> in review -> published, or returned with a reason; published -> revised (a new numbered
version) or archived as outdated. Each step writes one line of the practice's timeline in the same
transaction.
"""

from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Practice, PracticeVersion, WorkflowEvent
from cases.record import read_record

State = Practice.State

STEPS = {
    "submit": ({State.DRAFT, State.RETURNED}, State.IN_REVIEW),
    "return": ({State.IN_REVIEW}, State.RETURNED),
    "publish": ({State.DRAFT, State.IN_REVIEW, State.RETURNED, State.ARCHIVED}, State.PUBLISHED),
    "revise": ({State.PUBLISHED}, State.PUBLISHED),
    "archive": ({State.PUBLISHED}, State.ARCHIVED),
}

# What a case needs to be published: the part of the case where it is entered, its name, and the
# condition under which it is missing.
REQUIRED = (
    ("summary", _("a summary"), ~Q(summary__regex=r"\S")),
    ("locations", _("a country"), Q(locations=None)),
    ("classifications", _("a category"), Q(classifications=None)),
)


def submit(practice: Practice, by=None) -> None:
    """Hand a draft to the reviewers."""
    _step("submit", practice, by, "")


def return_(practice: Practice, by=None, reason: str = "") -> None:
    """Give a submission back; the reason is required."""
    _step("return", practice, by, _required(reason))


def publish(practice: Practice, by=None, reason: str = "") -> PracticeVersion:
    """Open a practice to the public.

    Effects, in one transaction: the state becomes published, the day of first publication is set
    unless it is known, the record is frozen as the next numbered version, the timeline gains a
    line.
    Raises ValidationError when the practice is in no state to be published or not complete.
    """
    _refuse_incomplete(practice)
    return _step("publish", practice, by, reason)


def revise(practice: Practice, by=None, reason: str = "") -> PracticeVersion:
    """Freeze the changed content of a published practice as its next version."""
    _refuse_incomplete(practice)
    return _step("revise", practice, by, reason)


def archive(practice: Practice, by=None, reason: str = "") -> None:
    """Take an outdated practice out of the lists; its page stays, with a notice and the reason."""
    _step("archive", practice, by, _required(reason))


def missing_for_publication(practice: Practice) -> list[str]:
    """Return what still has to be entered, and saved, before ``practice`` can be published."""
    return [what for _part, what in missing_parts(practice)]


def missing_parts(practice: Practice | None) -> list[tuple[str, str]]:
    """Return the same with the part of each; of None, a case not entered yet, all of it."""
    stored = Practice.objects.filter(pk=practice.pk) if practice else None
    return [
        (part, what)
        for part, what, lacking in REQUIRED
        if stored is None or stored.filter(lacking).exists()
    ]


def incomplete() -> QuerySet:
    """Return the practices that miss something for publication."""
    return Practice.objects.filter(reduce(or_, (lacking for _part, _what, lacking in REQUIRED)))


@transaction.atomic
def _step(name: str, practice: Practice, by, reason: str) -> PracticeVersion | None:
    allowed, target = STEPS[name]
    current = Practice.objects.select_for_update().get(pk=practice.pk).state
    if current not in allowed:
        raise ValidationError(
            _("“%(title)s” is %(state)s: this step is not open to it."),
            code="wrong_state",
            params={"title": practice.title, "state": State(current).label},
        )
    practice.state = target
    if target == State.PUBLISHED and practice.first_published is None:
        practice.first_published = timezone.localdate()
    practice.save(update_fields=["state", "first_published", "updated_at"])
    WorkflowEvent.objects.create(
        practice=practice, from_state=current, to_state=target, reason=reason, by=by
    )
    return _freeze(practice, by, reason) if target == State.PUBLISHED else None


def _freeze(practice: Practice, by, reason: str) -> PracticeVersion:
    last = practice.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = PracticeVersion(practice=practice, number=last + 1, reason=reason, published_by=by)
    version.record = {**read_record(practice), "version": version.number}
    version.save()
    return version


def _refuse_incomplete(practice: Practice) -> None:
    missing = missing_for_publication(practice)
    if missing:
        raise ValidationError(
            _("“%(title)s” cannot be published yet. Missing: %(missing)s."),
            code="incomplete",
            params={"title": practice.title, "missing": ", ".join(map(str, missing))},
        )


def _required(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(_("Say why."), code="reason_required")
    return reason
