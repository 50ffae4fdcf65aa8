"""Organisations with their people and what reaches them; sponsors; types of organisation."""

from datetime import timedelta

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from fields.admin import LINES, RowsInline
from fields.queues import Queue, filter_of
from partners.models import ContactPerson, ContactPoint, Organisation, OrganisationType, Sponsor

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


@admin.register(Organisation)
class OrganisationAdmin(WithoutNames):
    list_display = ("name", "acronym", "type", "country")
    list_filter = ("type", "country")
    list_select_related = ("type",)
    search_fields = ("name", "acronym")
    fields = (("name", "acronym"), ("type", "country"), "address", "url")
    formfield_overrides = LINES
    inlines = (ContactPointInline, ContactPersonInline)


@admin.register(ContactPerson)
class ContactPersonAdmin(PersonHistory):
    list_display = ("name", "organisation", "confirmed_on")
    list_filter = (filter_of(*PERSON_QUEUES),)
    list_select_related = ("organisation",)
    search_fields = ("name", "organisation__name", "organisation__acronym")
    autocomplete_fields = ("organisation",)
    inlines = (ContactPointInline,)

    class Media:
        js = ["js/admin/labels.js"]


@admin.register(Sponsor)
class SponsorAdmin(admin.ModelAdmin):
    list_display = ("name", "url", "position", "shown")
    list_editable = ("position", "shown")


@admin.register(OrganisationType)
class OrganisationTypeAdmin(admin.ModelAdmin):
    list_display = ("name", "position", "first_cycle", "last_cycle")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "description", "position", ("first_cycle", "last_cycle"))
