"""The timeline of a case: who did what, when and why. One list, written and read here alone."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cases import roles
from cases.models import Practice, Review, WorkflowEvent

Step = WorkflowEvent.Step


@dataclass(frozen=True)
class Line:
    """A line of the timeline as one viewer may read it."""

    at: datetime
    who: str
    what: str
    why: str = ""
    step: str = "enter"
    version: int | None = None
    review: Review | None = None


def write_line(
    practice: Practice, step: Step, by, reason: str = "", from_state: str = "", **about
) -> WorkflowEvent:
    """Add a line to the timeline of ``practice``; call it in the transaction of what it tells.

    ``from_state`` is the state before, by default the one now. ``about`` may name the ``review``
    or ``version`` the line is about.
    """
    return WorkflowEvent.objects.create(
        practice=practice,
        step=step,
        from_state=from_state or practice.state,
        to_state=practice.state,
        reason=reason,
        by=by,
        **about,
    )


def timeline(practice: Practice, viewer) -> list[Line]:
    """Return the lines of ``practice``, the oldest first, in two queries.

    Who reviews is said only to those who keep cases.
    """
    keeps = roles.keeps_cases(viewer)
    events = practice.events.select_related("by", "version", "review__reviewer").defer(
        "version__record"
    )
    entered = _("imported") if practice.imported_on else _("entered")
    if practice.source_kind == Practice.Source.NOMINATION:
        entered = _("nominated")
    first = Line(practice.created_at, roles.name_of(practice.entered_by), entered)
    return [first, *(_line(event, keeps) for event in events)]


def _line(event: WorkflowEvent, keeps: bool) -> Line:
    names_reviewer = event.step in (Step.REVIEW, Step.RELEASE)
    return Line(
        at=event.at,
        who=roles.name_of(event.by) if keeps or not names_reviewer else _("a reviewer"),
        what=_what(event, keeps),
        why=event.reason,
        step=event.step,
        version=event.version and event.version.number,
        review=event.review if keeps and event.step == Step.REVIEW else None,
    )


def _what(event: WorkflowEvent, keeps: bool) -> str:
    what = event.get_step_display()
    if event.review is None:
        return what
    place = event.review.get_place_display()
    if event.step == Step.REVIEW or not keeps:
        return f"{what}: {place}"
    return f"{what}: {roles.name_of(event.review.reviewer)}, {place}"
