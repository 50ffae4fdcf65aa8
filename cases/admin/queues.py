"""The desk's queues: which cases wait for what. Counted on the first page, filters of the list."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from cases import workflow
from cases.models import Practice

State = Practice.State


@dataclass(frozen=True)
class Queue:
    """A named set of cases; ``condition`` takes the user who looks."""

    name: str
    label: str
    condition: Callable[..., Q]


def _in(state: State) -> Callable[..., Q]:
    return lambda user: Q(state=state)


QUEUES = (
    Queue("my-drafts", _("My drafts"), lambda user: Q(state=State.DRAFT, entered_by=user)),
    Queue("drafts", _("All drafts"), _in(State.DRAFT)),
    Queue("in-review", _("In review"), _in(State.IN_REVIEW)),
    Queue("returned", _("Returned"), _in(State.RETURNED)),
    Queue(
        "incomplete",
        _("Incomplete"),
        lambda user: ~Q(state=State.ARCHIVED) & Q(pk__in=workflow.incomplete().values("pk")),
    ),
    Queue("published", _("Published"), _in(State.PUBLISHED)),
    Queue("archived", _("Archived"), _in(State.ARCHIVED)),
)


def counted_queues(user) -> list[tuple[Queue, int]]:
    """Return each queue with the number of its cases, in one query."""
    counts = Practice.objects.aggregate(
        **{queue.name: Count("pk", filter=queue.condition(user)) for queue in QUEUES}
    )
    return [(queue, counts[queue.name]) for queue in QUEUES]


class QueueFilter(admin.SimpleListFilter):
    title = _("queue")
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [(queue.name, queue.label) for queue in QUEUES]

    def queryset(self, request, practices):
        chosen = [queue for queue in QUEUES if queue.name == self.value()]
        return practices.filter(chosen[0].condition(request.user)) if chosen else practices
