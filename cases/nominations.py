"""Nominations: begun by mail, kept while unfinished, submitted as a draft, followed to the end."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases import notices, workflow
from cases.models import Cycle, NarrativeFormat, Nomination, Practice, WorkflowEvent
from cases.models.nomination import LATE_DAYS
from cases.record import read_record, write_record

State = Practice.State
NOT_ASKED = {"recognitions", "claims", "transfers", "follow_ups"}
"""Parts of a case that no nominator enters: a correction leaves them as the desk has them."""


@dataclass(frozen=True)
class Standing:
    """Where a nomination stands, in the words a nominator may read; no reviewer is named.

    ``name`` is unfinished, received, in_review, returned, published or refused.
    """

    name: str
    reviews_given: int = 0
    reason: str = ""


def format_of(cycle: Cycle) -> NarrativeFormat | None:
    """Return the narrative format in use in ``cycle``, or else the usual one."""
    formats = NarrativeFormat.objects.prefetch_related("headings")
    return formats.valid_in(cycle.year).first() or formats.first()


@transaction.atomic
def begin(cycle: Cycle, email: str) -> Nomination:
    """Begin a nomination and mail its link, the only way to it, to ``email``."""
    nomination = Nomination.objects.create(cycle=cycle, email=email)
    notices.tell_begun(nomination)
    return nomination


def may_edit(nomination: Nomination) -> bool:
    """Whether the nominator can still change it: before it was submitted, until some days after
    the cycle closes; later, when it was returned."""
    where = standing(nomination).name
    in_time = nomination.last_day and timezone.localdate() <= nomination.last_day
    return where == "returned" or (where == "unfinished" and bool(in_time))


def keep(nomination: Nomination, typed: dict, shown: int) -> bool:
    """Keep what was typed, whole or not; return False if another window saved after ``shown``."""
    rows = Nomination.objects.filter(pk=nomination.pk, revision=shown)
    now = timezone.now()
    kept = rows.update(typed=typed, revision=F("revision") + 1, saved_at=now)
    if kept:
        nomination.typed, nomination.revision, nomination.saved_at = typed, shown + 1, now
    return bool(kept)


@transaction.atomic
def submit(nomination: Nomination, record: dict) -> None:
    """Make ``record`` a draft at the desk, or correct the case that was returned.

    A correction changes what differs from the record submitted before, so what curators mended
    meanwhile stays, and the case is in review again. Known organisations and persons gain nothing
    from a nomination: what it says of them beyond what is known waits in ``problems``.
    Raises ValidationError that names what is missing, and RecordError; then nothing has changed.
    """
    nomination = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    if not may_edit(nomination):
        raise ValidationError(_("This nomination cannot be changed now."), code="closed")
    case, changed = nomination.practice, _changed(nomination.submitted, record)
    with translation.override(settings.LANGUAGE_CODE):  # it is the desk that reads the problems
        case, problems = _write(case, record, changed)
    missing = workflow.missing_for_publication(case)
    if missing:
        message = _("Not submitted yet. Missing: %(missing)s.")
        raise ValidationError(
            message, code="incomplete", params={"missing": ", ".join(map(str, missing))}
        )
    first = nomination.submitted_at is None
    nomination.practice, nomination.submitted = case, record
    nomination.problems = "\n".join(problems)[:20_000]
    nomination.submitted_at = timezone.now()
    nomination.save()
    if first:
        notices.tell_nominated(case)
        notices.tell_nominator("received", case)
    else:
        reason = _("Corrected by the nominator: %s") % (", ".join(sorted(changed)) or _("nothing"))
        workflow.submit(case, reason=reason)


def _changed(before: dict, record: dict) -> dict:
    return {key: value for key, value in record.items() if before.get(key) != value}


def _write(case: Practice | None, record: dict, changed: dict) -> tuple[Practice, list[str]]:
    if case is None:
        return write_record(record, trusted=False)
    now = read_record(Practice.objects.for_page().get(pk=case.pk), with_persons=True)
    whole = {**now, **changed, **{key: [] for key in NOT_ASKED}}
    return write_record(whole, case, kept=NOT_ASKED, trusted=False)


def standing(nomination: Nomination) -> Standing:
    case = nomination.practice
    if nomination.submitted_at is None:
        return Standing("unfinished")
    if case is None:
        return Standing("refused")
    if nomination.refused_at:
        return Standing("refused", reason=_last_reason(case, WorkflowEvent.Step.REFUSE))
    if case.state == State.IN_REVIEW:
        given = case.reviews_that_count().filter(given_at__isnull=False)
        return Standing("in_review", reviews_given=given.count())
    if case.state == State.RETURNED:
        return Standing("returned", reason=_last_reason(case, WorkflowEvent.Step.RETURN))
    return Standing("received" if case.state == State.DRAFT else "published")


def _last_reason(case: Practice, step: str) -> str:
    return case.events.filter(step=step).values_list("reason", flat=True).last() or ""


def delete_unfinished(today: datetime.date) -> int:
    """Delete what was never submitted and can be no more; return how many there were."""
    closed = Q(cycle__nominations_until=None) | Q(
        cycle__nominations_until__lt=today - datetime.timedelta(days=LATE_DAYS)
    )
    deleted, _models = Nomination.objects.filter(closed, submitted_at=None).delete()
    return deleted
