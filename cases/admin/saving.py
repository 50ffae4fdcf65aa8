"""Saving a case: nothing is overwritten unseen, and what was typed is never lost."""

import re

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.admin import conflict
from cases.admin.form import OVERTAKEN, overtaken
from cases.models import Practice


class Saving:
    """Saves the form of a case if the case is still as the form showed it."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refused = getattr(request, "refused", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the form; when saving is refused, show it again with all that was typed.

        The refusal has rolled the whole save back. The second run finds it in ``request.refused``,
        and in ``request.conflict`` what differs when somebody else saved meanwhile.
        """
        try:
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if not _overtaken(response):
                return response
            request.refused = overtaken()
        except ValidationError as error:
            known = getattr(error, "code", None) == OVERTAKEN
            request.refused = error if known else ValidationError(error.messages)
        except IntegrityError:
            problem = _("Rows of this case contradict each other; nothing was saved.")
            request.refused = ValidationError(problem)
        practice = self.get_object(request, object_id) if object_id else None
        if practice and getattr(request.refused, "code", None) == OVERTAKEN:
            request.conflict = conflict.find(self, request, practice)
            request.POST = request.conflict.data
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_add(self, request, obj, post_url_continue=None):
        return _tell_browser(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request, obj):
        return _tell_browser(request, super().response_change(request, obj))

    def save_model(self, request, obj, form, change):
        if change:
            shown = form.cleaned_data["revision"]
            as_shown = Practice.objects.filter(
                pk=obj.pk, revision=shown, state=form.cleaned_data["shown_state"]
            )
            if not as_shown.update(revision=F("revision") + 1):
                raise overtaken()
            obj.revision = shown + 1
        else:
            obj.entered_by = request.user
        form.take_contacts()
        super().save_model(request, obj, form, change)


def _overtaken(response) -> bool:
    shown = (getattr(response, "context_data", None) or {}).get("adminform")
    return shown is not None and shown.form.has_error(NON_FIELD_ERRORS, OVERTAKEN)


def _tell_browser(request, response):
    """Name in a cookie the entry that is saved: static/js/admin/kept.js forgets what it kept."""
    entry = request.POST.get("entry", "")
    if re.fullmatch(r"[\d-]{1,64}", entry):
        page = reverse("admin:index")
        response.set_cookie(
            "saved_entry", entry, path=page, secure=request.is_secure(), samesite="Lax"
        )
    return response
