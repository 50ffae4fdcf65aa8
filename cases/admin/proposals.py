"""Proposed revisions at the desk: the case beside what its changed source says, field by field."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import roles
from cases.admin.rights import RowsToDecide
from cases.comparison import differences
from cases.importers.proposals import Proposal, decide
from cases.models import Practice, ProposedRevision
from fields.queues import Queue, filter_of

REVISION_QUEUES = (
    Queue(
        "proposed-revisions",
        gettext_lazy("Proposed revisions"),
        lambda user: ProposedRevision.objects.filter(decided_at=None),
        roles.CHANGE,
    ),
)


@admin.register(ProposedRevision)
class ProposalAdmin(RowsToDecide):
    list_display = ("practice", "name", "made_at", "decided_at", "decided_by")
    list_filter = (filter_of(*REVISION_QUEUES),)
    list_select_related = ("practice", "decided_by")
    search_fields = ("name", "practice__title")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show each field in which proposal and case differ; take over those that are chosen."""
        row = self.row_or_404(request, object_id)
        if request.method == "POST":
            return self._decide(request, row)
        proposal = Proposal(row)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Proposed revision"),
            "opts": ProposedRevision._meta,
            "proposal": row,
            "practice": proposal.practice,
            "changes": [(key, _difference(proposal, key)) for key in proposal.changes()],
            "publishes": row.practice.state == Practice.State.PUBLISHED,
        }
        return render(request, "admin/cases/proposedrevision/proposal.html", context)

    def _decide(self, request, row: ProposedRevision):
        published = row.practice.state == Practice.State.PUBLISHED
        if published and not roles.keeps_cases(request.user):
            raise PermissionDenied
        keys = [] if "refuse" in request.POST else request.POST.getlist("key")
        revision = request.POST.get("revision", "")
        try:
            decide(row, keys, int(revision) if revision.isdecimal() else -1, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(request.path)
        said = _("The fields are taken over.") if keys else _("The proposal is refused.")
        messages.success(request, said)
        return redirect(reverse("admin:cases_practice_change", args=[row.practice_id]))


def _difference(proposal: Proposal, key: str) -> list:
    return differences(proposal.stands, proposal.with_keys(key))
