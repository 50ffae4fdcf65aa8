"""Sponsors and their logos."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from fields.admin import LINES, LabelledForm
from partners.logos import FORMATS, redrawn
from partners.models import Sponsor, SponsorLogo


class SponsorForm(forms.ModelForm):
    picture = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=AdminFileWidget(attrs={"accept": ",".join(f"image/{f.lower()}" for f in FORMATS)}),
        help_text=_("PNG, JPEG, WebP or GIF of at most 2 MB; no SVG. It is drawn anew."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["picture"].initial = getattr(self.instance, "logo", None)

    def clean_picture(self):
        """Return a new logo, False to take the old one away, or the one there is."""
        given = self.cleaned_data["picture"]
        return redrawn(given) if isinstance(given, UploadedFile) else given


@admin.register(Sponsor)
class SponsorAdmin(admin.ModelAdmin):
    form = SponsorForm
    list_display = ("name", "url", "position", "shown")
    list_editable = ("position", "shown")
    fields = ("name", "text", "url", "picture", "seen", ("position", "shown"))
    readonly_fields = ("seen",)
    formfield_overrides = LINES

    class Media:
        css = {"all": ["css/logo.css"]}

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, form=LabelledForm, **kwargs)

    @admin.display(description=_("as readers see it"))
    def seen(self, sponsor):
        if not hasattr(sponsor, "logo"):
            return _("It can be seen here once it is saved.")
        return render_to_string("partners/_logo.html", {"sponsor": sponsor})

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        logo = form.cleaned_data.get("picture") if "picture" in form.changed_data else None
        if logo is not None:
            SponsorLogo.objects.filter(sponsor=obj).delete()
        if logo:
            logo.sponsor = obj
            logo.save()
