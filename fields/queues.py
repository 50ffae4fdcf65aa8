"""Queues: rows that wait for somebody. Counted on the desk, and filters of the admin's lists."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Count, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Queue:
    """A named set of rows.

    ``name`` stands in addresses and in docs/curators.md; ``rows`` takes the user who looks and
    returns the rows that wait; whoever lacks ``permission`` sees neither queue nor number.
    """

    name: str
    label: str
    rows: Callable[..., QuerySet]
    permission: str

    def is_open_to(self, user) -> bool:
        return user.has_perm(self.permission)

    def address(self, user) -> str:
        """Return the address of the admin's list of what waits."""
        names = self.rows(user).model._meta
        page = reverse(f"admin:{names.app_label}_{names.model_name}_changelist")
        return f"{page}?{QueueFilter.parameter_name}={self.name}"


class QueueFilter(admin.SimpleListFilter):
    """The filter of a list by the queues that lead to it; made by ``filter_of``."""

    title = _("queue")
    parameter_name = "queue"
    queues: tuple[Queue, ...] = ()

    def lookups(self, request, model_admin):
        return [
            (queue.name, queue.label) for queue in self.queues if queue.is_open_to(request.user)
        ]

    def queryset(self, request, rows):
        chosen = next((queue for queue in self.queues if queue.name == self.value()), None)
        if chosen is None:
            return rows
        if not chosen.is_open_to(request.user):
            return rows.none()
        return rows.filter(pk__in=chosen.rows(request.user).values("pk"))


def filter_of(*queues: Queue) -> type[QueueFilter]:
    """Return the filter for the list of the model whose rows wait in ``queues``."""
    return type("QueueFilter", (QueueFilter,), {"queues": queues})


def counted(queues: Iterable[Queue], user) -> list[tuple[Queue, str, int]]:
    """Return each queue open to ``user`` with its address and number of rows, in one query."""
    shown = [queue for queue in queues if queue.is_open_to(user)]
    if not shown:
        return []
    counts = [
        queue.rows(user)
        .order_by()
        .values(queue=Value(queue.name))
        .annotate(number=Count("pk", distinct=True))
        for queue in shown
    ]
    numbers = {row["queue"]: row["number"] for row in counts[0].union(*counts[1:], all=True)}
    return [(queue, queue.address(user), numbers.get(queue.name, 0)) for queue in shown]
