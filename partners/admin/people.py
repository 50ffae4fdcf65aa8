"""The people to reach at organisations: personal data, kept out of the admin's history."""

from datetime import timedelta

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_POST

from fields.admin import RowsInline
from fields.queues import Queue, filter_of
from fields.read_only import ReadOnly
from partners import confirmation
from partners.models import ContactPerson, ContactPoint, ContactProposal

CONFIRMED_FOR = timedelta(days=365)


def _unconfirmed(user):
    last_year = timezone.localdate() - CONFIRMED_FOR
    return ContactPerson.objects.filter(Q(confirmed_on=None) | Q(confirmed_on__lt=last_year))


PERSON_QUEUES = (
    Queue(
        "contacts-unconfirmed",
        _("Contacts not confirmed for a year"),
        _unconfirmed,
        "partners.change_contactperson",
    ),
)
PROPOSAL_QUEUES = (
    Queue(
        "contact-proposals",
        _("Contacts with a word to say"),
        lambda user: ContactProposal.objects.all(),
        "partners.change_contactperson",
    ),
)


class WithoutNames(admin.ModelAdmin):
    """Keeps personal data out of the admin's history, where erasing a person would not reach."""

    def construct_change_message(self, request, form, formsets, add=False):
        message = super().construct_change_message(request, form, [], add)
        if any(formset.has_changed() for formset in formsets):
            message.append({"changed": {"fields": [gettext_noop("contact details")]}})
        return message


class PersonHistory(WithoutNames):
    """History that names a person by number only."""

    def log_addition(self, request, obj, message):
        super().log_addition(request, obj, message)
        self._unname([obj.pk])

    def log_change(self, request, obj, message):
        super().log_change(request, obj, message)
        self._unname([obj.pk])

    def log_deletions(self, request, queryset):
        keys = [person.pk for person in queryset]
        super().log_deletions(request, queryset)
        self._unname(keys)

    def _unname(self, keys: list[int]) -> None:
        persons = ContentType.objects.get_for_model(self.model)
        for key in keys:
            entries = LogEntry.objects.filter(content_type=persons, object_id=str(key))
            entries.update(object_repr=f"{self.opts.verbose_name} {key}")


class ContactPointInline(RowsInline):
    model = ContactPoint
    fields = ("kind", "value", "position")
    extra = 1


class ContactPersonInline(RowsInline):
    model = ContactPerson
    fields = ("name", "confirmed_on")
    show_change_link = True


class ContactPersonAdmin(PersonHistory):
    """Registered by ``cases``, which knows where a person is named."""

    list_display = ("name", "organisation", "confirmed_on")
    list_filter = (filter_of(*PERSON_QUEUES),)
    list_select_related = ("organisation",)
    search_fields = ("name", "organisation__name", "organisation__acronym")
    autocomplete_fields = ("organisation",)
    inlines = (ContactPointInline,)
    actions = ("ask_to_confirm",)

    class Media:
        js = ["js/admin/labels.js"]

    @admin.action(description=_("Ask to confirm, by mail"), permissions=["change"])
    def ask_to_confirm(self, request, persons):
        asked = 0
        for person in persons:
            try:
                confirmation.ask(person)
            except ValidationError as error:
                messages.error(request, error.message)
            else:
                asked += 1
        done = ngettext("%(number)d person was asked.", "%(number)d persons were asked.", asked)
        messages.success(request, done % {"number": asked})


@admin.register(ContactProposal)
class ContactProposalAdmin(ReadOnly, PersonHistory):
    """What persons say of their own data: taken over or put aside, and then gone."""

    list_display = ("__str__", "person", "wish", "made_at")
    list_filter = (filter_of(*PROPOSAL_QUEUES),)
    list_select_related = ("person",)
    fields = readonly_fields = (
        "person", "wish", "name", "emails", "phones", "faxes", "remark", "made_at"
    )  # fmt: skip
    change_form_template = "admin/partners/proposal.html"

    def get_urls(self):
        page = self.admin_site.admin_view(require_POST(self.settle_view))
        pages = path("<int:key>/settle/", page, name="partners_contactproposal_settle")
        return [pages, *super().get_urls()]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("partners.change_contactperson")

    def settle_view(self, request, key: int):
        """Take the proposal over, or put it aside; both delete it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        proposal = get_object_or_404(ContactProposal, pk=key)
        person = proposal.person
        if "take" in request.POST:
            confirmation.take_over(proposal)
            messages.success(request, _text("The contact was changed as proposed."))
        else:
            proposal.delete()
            messages.success(request, _text("The proposal was put aside."))
        return redirect(reverse("admin:partners_contactperson_change", args=[person.pk]))
