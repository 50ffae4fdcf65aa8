"""The partners of a case, each with the kinds of support it gave."""

from collections import Counter
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.admin.contact import KnownContactForm
from cases.forms import organisation_types, split
from cases.models import Partnership, PartnershipSupport, SupportType
from fields.admin import OrderedForm, OrderedInline, OrderedRows
from fields.text import refuse_line_control_characters

OTHER = "other"


class PartnershipForm(OrderedForm):
    """A partner with its kinds of support ticked; what "Other" means is said in words."""

    kinds = forms.TypedMultipleChoiceField(
        label=_("Support"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    other = forms.CharField(
        label=_("Other support, in words"),
        required=False,
        max_length=1000,
        validators=[refuse_line_control_characters],
        help_text=_("Several are separated by semicolons."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = self.instance.pk is not None
        self.contact = KnownContactForm(
            self.data if self.is_bound else None,
            prefix=f"{self.prefix}-contact",
            organisation=self.instance.organisation if known else None,
            person=self.instance.person if known else None,
        )

    def offer(self, kinds: dict[int, SupportType]) -> None:
        """Take the kinds of support there are; tick those the partner gave."""
        self.all_kinds = kinds
        given = self.instance.supports.all() if self.instance.pk else []
        held = {support.type_id for support in given}
        self.fields["kinds"].choices = [
            (pk, str(kind)) for pk, kind in kinds.items() if kind.last_cycle is None or pk in held
        ]
        texts = [support.text for support in given if kinds[support.type_id].slug == OTHER]
        self.fields["kinds"].initial = list(dict.fromkeys(support.type_id for support in given))
        self.fields["other"].initial = "; ".join(filter(None, texts))

    @cached_property
    def _other_kind(self) -> int | None:
        return next((pk for pk, kind in self.all_kinds.items() if kind.slug == OTHER), None)

    def clean(self):
        cleaned = super().clean()
        if not self.contact.is_valid():
            raise ValidationError(_("See the errors at the organisation."))
        if not self.contact.cleaned_data.get("organisation"):
            self.contact.add_error("organisation", _("Name the partner, or delete it."))
            raise ValidationError(_("See the errors at the organisation."))
        words = split(cleaned.get("other") or "")
        if words and self._other_kind is None:
            raise ValidationError({"other": _("There is no type of support called “Other”.")})
        longest = PartnershipSupport._meta.get_field("text").max_length
        if any(len(text) > longest for text in words):
            message = _("Each support has at most %(number)d characters.")
            raise ValidationError({"other": message % {"number": longest}})
        if words and self._other_kind not in cleaned["kinds"]:
            cleaned["kinds"] = [*cleaned["kinds"], self._other_kind]
        return cleaned

    def has_changed(self):
        return super().has_changed() or self.contact.has_changed()

    def save(self, commit=True):
        self.instance.organisation, self.instance.person = self.contact.take()
        return super().save(commit)

    def save_supports(self) -> None:
        """Add what was ticked and delete what was not; what stays keeps its words."""
        held = {(row.type_id, row.text): row for row in self.instance.supports.all()}
        wanted = self._wanted(held)
        for key in held.keys() - wanted:
            held[key].delete()
        for type_id, text in sorted(wanted - held.keys()):
            PartnershipSupport.objects.create(partnership=self.instance, type_id=type_id, text=text)

    def _wanted(self, held) -> set[tuple[int, str]]:
        wanted = set()
        for kind in self.cleaned_data["kinds"]:
            if kind == self._other_kind:
                texts = split(self.cleaned_data["other"])
            else:
                texts = [text for held_kind, text in held if held_kind == kind]
            wanted |= {(kind, text) for text in texts or [""]}
        return wanted


class PartnershipRows(OrderedRows):
    @cached_property
    def kinds(self) -> dict[int, SupportType]:
        return SupportType.objects.in_bulk()

    @cached_property
    def types(self) -> list[tuple[str, str]]:
        return organisation_types()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.offer(self.kinds)
        form.contact.fields["organisation_type"].choices = self.types

    def clean(self):
        super().clean()
        valid = [form.contact for form in self.forms if form.contact.is_valid()]
        deleted = [form.contact for form in self.deleted_forms]
        kept = [contact for contact in valid if contact not in deleted]
        bodies = [str(contact.cleaned_data["organisation"] or "") for contact in kept]
        times = Counter(body.casefold() for body in bodies if body)
        for body in bodies:
            if times[body.casefold()] > 1:
                message = _("%(organisation)s is there twice; give it all its support once.")
                raise ValidationError(message % {"organisation": body})

    def save(self, commit=True):
        saved = super().save(commit)
        for form in self._kept_forms():
            if {"kinds", "other"} & set(form.changed_data):
                form.save_supports()
        return saved


class PartnershipInline(OrderedInline):
    model = Partnership
    form = PartnershipForm
    formset = PartnershipRows
    template = "admin/rows/cards.html"
    fields = ("kinds", "other", "order")
    related = ("organisation", "person")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("supports")
