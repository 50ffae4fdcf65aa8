"""The desk's queues, in the order of the desk. docs/curators.md says what each one asks for.

To add one, add a ``Queue`` here and its row to the table in docs/curators.md.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import workflow
from cases.admin.follow_ups import QUEUE as FOLLOW_UPS
from cases.admin.links import LINK_QUEUES
from cases.models import Practice
from fields.queues import Queue, filter_of
from partners.admin.people import PERSON_QUEUES, PROPOSAL_QUEUES

State = Practice.State
CHANGE = "cases.change_practice"


def _in(*states: State):
    return lambda user: Practice.objects.filter(state__in=states)


def _my_drafts(user):
    return Practice.objects.filter(state=State.DRAFT, entered_by=user)


def _incomplete(user):
    return workflow.incomplete().exclude(state=State.ARCHIVED)


def _follow_ups_due(user):
    return Practice.objects.due_for_follow_up(timezone.localdate())


PRACTICE_QUEUES = (
    Queue("my-drafts", _("My drafts"), _my_drafts, CHANGE),
    Queue("drafts", _("All drafts"), _in(State.DRAFT), CHANGE),
    Queue("in-review", _("In review"), _in(State.IN_REVIEW), CHANGE),
    Queue("returned", _("Returned"), _in(State.RETURNED), CHANGE),
    Queue("incomplete", _("Incomplete"), _incomplete, CHANGE),
    Queue(FOLLOW_UPS, _("Follow-ups due"), _follow_ups_due, "cases.publish_practice"),
    Queue("published", _("Published"), _in(State.PUBLISHED), CHANGE),
    Queue("archived", _("Archived"), _in(State.ARCHIVED), CHANGE),
)
QUEUES = (*PRACTICE_QUEUES, *LINK_QUEUES, *PERSON_QUEUES, *PROPOSAL_QUEUES)
PracticeQueues = filter_of(*PRACTICE_QUEUES)
