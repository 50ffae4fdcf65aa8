"""The desk's queues, in the order of the desk. docs/curators.md says what each one asks for.

To add one, add a ``Queue`` here and its row to the table in docs/curators.md.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import reviews, roles, workflow
from cases.admin.follow_ups import QUEUE as FOLLOW_UPS
from cases.admin.imports import LEDGER_QUEUES
from cases.admin.links import LINK_QUEUES
from cases.admin.proposals import REVISION_QUEUES
from cases.admin.unknown_terms import TERM_QUEUES
from cases.models import Practice
from fields.queues import Queue, filter_of
from partners.admin.people import PERSON_QUEUES, PROPOSAL_QUEUES

State = Practice.State
CHANGE, CONTRIBUTE = roles.CHANGE, roles.CONTRIBUTE


def _in(*states: State):
    return lambda user: roles.cases_of(user).filter(state__in=states)


def _my_drafts(user):
    return Practice.objects.filter(state=State.DRAFT, entered_by=user)


def _drafts(user):
    return roles.cases_of(user).filter(state=State.DRAFT, nomination__refused_at=None)


def _nominations_received(user):
    return _drafts(user).filter(nomination__isnull=False)


def _nominations_not_taken(user):
    return roles.cases_of(user).filter(nomination__refused_at__isnull=False)


def _given(number: int):
    return lambda user: reviews.with_reviews_given(number)


def _ready(user):
    return reviews.recommended().exclude(pk__in=workflow.incomplete().values("pk"))


def _to_decide(user):
    return reviews.with_reviews_given(2).exclude(pk__in=_ready(user).values("pk"))


def _incomplete(user):
    return workflow.incomplete().exclude(state=State.ARCHIVED)


def _claims_lost(user):
    return Practice.objects.exclude(state=State.ARCHIVED).filter(claims__lost_at__isnull=False)


def _follow_ups_due(user):
    return Practice.objects.due_for_follow_up(timezone.localdate())


def _translations_behind(user):
    return roles.cases_of(user).exclude(state=State.ARCHIVED).behind_their_original()


PRACTICE_QUEUES = (
    Queue("my-drafts", _("My drafts"), _my_drafts, CONTRIBUTE),
    Queue("drafts", _("All drafts"), _drafts, CHANGE),
    Queue("nominations-received", _("Nominations received"), _nominations_received, CHANGE),
    Queue("awaiting-first-review", _("Awaiting first review"), _given(0), CHANGE),
    Queue("awaiting-second-review", _("Awaiting second review"), _given(1), CHANGE),
    Queue("ready-to-publish", _("Ready to publish"), _ready, CHANGE),
    Queue("to-decide", _("Reviewed, to decide"), _to_decide, CHANGE),
    Queue("returned", _("Returned"), _in(State.RETURNED), CONTRIBUTE),
    Queue("incomplete", _("Incomplete"), _incomplete, CHANGE),
    Queue(FOLLOW_UPS, _("Follow-ups due"), _follow_ups_due, roles.PUBLISH),
    Queue("claims-lost", _("Claims not found in the text"), _claims_lost, CHANGE),
    Queue("translations-behind", _("Translations behind"), _translations_behind, CHANGE),
    Queue("nominations-not-taken", _("Nominations not taken"), _nominations_not_taken, CHANGE),
    Queue("published", _("Published"), _in(State.PUBLISHED), CHANGE),
    Queue("archived", _("Archived"), _in(State.ARCHIVED), CHANGE),
)
REVIEW_QUEUES = (Queue("my-reviews", _("My reviews to give"), reviews.waiting_for, roles.REVIEW),)
QUEUES = (
    *REVIEW_QUEUES,
    *PRACTICE_QUEUES,
    *LEDGER_QUEUES,
    *REVISION_QUEUES,
    *TERM_QUEUES,
    *LINK_QUEUES,
    *PERSON_QUEUES,
    *PROPOSAL_QUEUES,
)
PracticeQueues = filter_of(*PRACTICE_QUEUES)
ReviewQueues = filter_of(*REVIEW_QUEUES)
