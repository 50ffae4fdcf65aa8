"""Unknown vocabulary terms at the desk: decided with the cases they concern in sight."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases import roles, unknown_terms
from cases.admin.rights import RowsToDecide
from cases.models import Category, Practice, UnknownTerm
from cases.record import Vocabularies
from cases.unknown_terms import Decision, Vocabulary
from fields.queues import Queue, filter_of
from fields.term import Term

TERM_QUEUES = (
    Queue(
        "unknown-terms",
        gettext_lazy("Unknown vocabulary terms"),
        lambda user: UnknownTerm.objects.filter(decision=Decision.WAITING),
        roles.CHANGE,
    ),
)
CHOICES = [
    (Decision.ACCEPTED, gettext_lazy("a new term of the vocabulary")),
    (Decision.MAPPED, gettext_lazy("another name of a term that is there")),
    (Decision.REFUSED, gettext_lazy("no term; do not ask again")),
]


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=CHOICES, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the new term"),
        max_length=Term._meta.get_field("name").max_length,
        required=False,
    )
    top = forms.ModelChoiceField(
        Category.objects.filter(parent=None),
        label=gettext_lazy("Top category of the new term"),
        empty_label=gettext_lazy("none: it is a top category itself"),
        required=False,
    )
    term = forms.ModelChoiceField(
        None, label=gettext_lazy("The term that is there"), empty_label="–", required=False
    )

    def __init__(self, row: UnknownTerm, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = row.terms
        self.fields["term"].choices = [
            ("", "–"),
            *sorted(((term.pk, str(term)) for term in _terms(row)), key=lambda found: found[1]),
        ]
        if row.vocabulary != Vocabulary.CATEGORY:
            del self.fields["top"]

    def clean(self):
        given = super().clean()
        needed = {Decision.ACCEPTED: "name", Decision.MAPPED: "term"}.get(given.get("decision"))
        if needed and not given.get(needed) and needed not in self.errors:
            self.add_error(needed, _("This is needed for your decision."))
        return given


@admin.register(UnknownTerm)
class UnknownTermAdmin(RowsToDecide):
    list_display = ("text", "parent", "vocabulary", "cases", "decision", "decided_at", "decided_by")
    list_filter = (filter_of(*TERM_QUEUES), "vocabulary", "decision")
    list_select_related = ("decided_by",)
    search_fields = ("text", "parent")

    def get_queryset(self, request):
        cases = Count("uses__practice", distinct=True)
        return super().get_queryset(request).annotate(cases=cases)

    @admin.display(description=gettext_lazy("cases"), ordering="cases")
    def cases(self, row) -> int:
        return row.cases

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the text and its cases; take the decision."""
        row = self.row_or_404(request, object_id)
        form = DecisionForm(row, request.POST or None, initial=_initial(row))
        if request.method == "POST" and form.is_valid() and self._decide(request, row, form):
            return redirect(TERM_QUEUES[0].address(request.user))
        left_out = {*request.POST.getlist("listed")} - {*request.POST.getlist("case")}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Unknown vocabulary term"),
            "row": row,
            "form": form,
            "cases": _cases(row, left_out),
            "shown": unknown_terms.state_of(row),
        }
        return render(request, "admin/cases/unknownterm/decision.html", context)

    def _decide(self, request, row: UnknownTerm, form: DecisionForm) -> bool:
        """Take the decision; where it is refused, tell why in the form."""
        given = form.cleaned_data
        decision = Decision(given["decision"])
        model = row.terms.model._meta
        may_add = request.user.has_perm(f"{model.app_label}.add_{model.model_name}")
        if decision == Decision.ACCEPTED and not may_add:
            raise PermissionDenied
        cases = [int(key) for key in request.POST.getlist("case") if key.isdecimal()]
        about = {"shown": request.POST.get("shown"), "by": request.user, "cases": cases}
        try:
            if decision == Decision.ACCEPTED:
                changed = unknown_terms.accept(row, given["name"], given.get("top"), **about)
            else:
                term = given["term"] if decision == Decision.MAPPED else None
                changed = unknown_terms.decide(row, decision, term, **about)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        messages.success(request, _decided(row, decision, changed))
        return True


def _terms(row: UnknownTerm):
    return row.terms.select_related("parent") if row.vocabulary == "category" else row.terms


def _initial(row: UnknownTerm) -> dict:
    """Return what is likely: the text as the name, and the term that bears it by now."""
    named = next((term for term in _terms(row) if str(term).lower() == str(row).lower()), None)
    above = Vocabularies().category(row.parent) if row.parent else None
    return {
        "decision": row.decision or (Decision.MAPPED if named else None),
        "name": row.text[:120],
        "top": above and (above.parent or above),
        "term": row.term or named,
    }


def _cases(row: UnknownTerm, left_out: set[str]) -> list[dict]:
    """Return each case with its uses, what stays there in its place, and whether it is chosen."""
    found: dict[Practice, list] = {}
    for use in unknown_terms.uses(row):
        stays = unknown_terms.stays(use, row.vocabulary)
        found.setdefault(use.practice, []).append((use, stays))
    return [
        {
            "practice": practice,
            "uses": uses,
            "publishes": practice.state == Practice.State.PUBLISHED,
            "chosen": str(practice.pk) not in left_out,
        }
        for practice, uses in found.items()
    ]


def _decided(row: UnknownTerm, decision: Decision, changed: int) -> str:
    if decision == Decision.REFUSED:
        return _("“%(text)s” is refused and not asked again.") % {"text": row}
    said = ngettext(
        "“%(text)s” is decided; %(number)d case was changed.",
        "“%(text)s” is decided; %(number)d cases were changed.",
        changed,
    )
    return said % {"text": row, "number": changed}
