"""Contact persons at the desk: what is held of one, as a file, and erasing it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from cases import search
from cases.personal_data import erase, held_of, traces_of
from cases.personal_data.export import named_in
from partners.admin.people import ContactPersonAdmin
from partners.models import ContactPerson


@admin.register(ContactPerson)
class PersonAdmin(ContactPersonAdmin):
    change_form_template = "admin/partners/person.html"

    def get_urls(self):
        export = self.admin_site.admin_view(self.export_view)
        erasure = self.admin_site.admin_view(self.erase_view)
        return [
            path("<int:key>/held/", export, name="partners_contactperson_held"),
            path("<int:key>/erase/", erasure, name="partners_contactperson_erase"),
            *super().get_urls(),
        ]

    def export_view(self, request, key: int):
        person = self._person(request, key)
        options = {"ensure_ascii": False, "indent": 2}
        response = JsonResponse(held_of(person), json_dumps_params=options)
        response.headers["Content-Disposition"] = f'attachment; filename="person-{key}.json"'
        return response

    def erase_view(self, request, key: int):
        """Show all that would go; on POST let it go, and build the search index anew."""
        person = self._person(request, key)
        if not self.has_delete_permission(request, person):
            raise PermissionDenied
        if request.method == "POST":
            if erase(person):
                search.rebuild()
            messages.success(request, _("All that was held of person %d is erased.") % key)
            return redirect(reverse("admin:partners_contactperson_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Erase a person"),
            "person": person,
            "named_in": named_in(person),
            "traces": traces_of(person),
            "namesakes": ContactPerson.objects.filter(name__iexact=person.name).exclude(pk=key),
        }
        return render(request, "admin/partners/erase.html", context)

    def _person(self, request, key: int) -> ContactPerson:
        person = get_object_or_404(ContactPerson, pk=key)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        return person
