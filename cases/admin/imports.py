"""Import ledgers at the desk: the source beside the fields, assigned, signed, then frozen."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import roles
from cases.admin.rights import RowsToDecide
from cases.importers.ledgers import (
    FURNITURE,
    UNMAPPED,
    assign,
    counts,
    fields,
    pieces,
    sign,
    state_of,
)
from cases.models import ImportLedger, Practice
from fields.queues import Queue, filter_of

LEDGER_QUEUES = (
    Queue(
        "ledgers-unsigned",
        gettext_lazy("Import ledgers unsigned"),
        lambda user: ImportLedger.objects.filter(signed_at=None),
        roles.CHANGE,
    ),
)
KINDS = 6
"""So many colours tell neighbouring fields apart."""


@admin.register(ImportLedger)
class LedgerAdmin(RowsToDecide):
    list_display = ("name", "practice", "unmapped", "imported_at", "signed_at", "signed_by")
    list_filter = (filter_of(*LEDGER_QUEUES),)
    list_select_related = ("practice", "signed_by")
    search_fields = ("name", "practice__title")

    @admin.display(description=gettext_lazy("characters unmapped"))
    def unmapped(self, ledger) -> int:
        return counts(ledger)["unmapped"]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the ledger; take what a curator assigned, or the signature."""
        ledger = self.row_or_404(request, object_id)
        ledger.practice = Practice.objects.for_page().get(pk=ledger.practice_id)
        if request.method == "POST":
            self._take(request, ledger)
            return redirect(request.path)
        context = {**self.admin_site.each_context(request), **_shown(ledger)}
        return render(request, "admin/cases/importledger/ledger.html", context)

    def _take(self, request, ledger: ImportLedger) -> None:
        shown = request.POST.get("shown", "")
        try:
            if "sign" in request.POST:
                sign(ledger, request.user, shown)
                messages.success(request, _("The ledger is signed."))
            else:
                assign(ledger, _chosen(request.POST), shown)
                messages.success(request, _("The ledger is kept."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))


def _chosen(given) -> dict[str, str]:
    """Return the field chosen for each piece: in the list of unmapped ones, or for any one."""
    chosen = {
        name.removeprefix("piece-"): path
        for name, path in given.items()
        if name.startswith("piece-") and path
    }
    if given.get("which"):
        chosen[given["which"]] = given.get("whose", "")
    return {name: UNMAPPED if path == "unmapped" else path for name, path in chosen.items()}


def _shown(ledger: ImportLedger) -> dict:
    """Return what the page shows: pieces with number and colour, fields with their pieces."""
    texts = fields(ledger)
    numbers = {path: number for number, path in enumerate(texts, start=1)}
    shown, places = [], {path: [] for path in texts}
    for number, piece in enumerate(pieces(ledger), start=1):
        shown.append(
            {
                "number": number,
                "piece": piece,
                "kind": _kind(piece.path, numbers),
                "field": numbers.get(piece.path),
            }
        )
        if piece.path in places:
            places[piece.path].append(number)
    return {
        "title": _("Import ledger"),
        "opts": ImportLedger._meta,
        "ledger": ledger,
        "counts": counts(ledger),
        "pieces": shown,
        "unmapped": [row for row in shown if row["piece"].path == UNMAPPED],
        "fields": [
            {
                "number": numbers[path],
                "path": path,
                "text": text,
                "kind": _kind(path, numbers),
                "pieces": places[path],
            }
            for path, text in texts.items()
        ],
        "shown": state_of(ledger),
    }


def _kind(path: str, numbers: dict[str, int]) -> str:
    if path in (FURNITURE, UNMAPPED):
        return path or "unmapped"
    return f"kind-{numbers[path] % KINDS}"
