"""Writing to the contact of a case without learning the address."""

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.models import Practice
from fields.forms import leave_uncut
from fields.text import refuse_control_characters, refuse_line_control_characters
from partners.confirmation import mail_addresses
from partners.models import ContactPoint
from web.addresses import on_this_site
from web.mail import write_mail
from web.once import KeyField, once
from web.rate_limit import rate_limited
from web.traps import TrapField

HAS_CONTACT = Exists(
    ContactPoint.objects.filter(
        Q(person=OuterRef("contact_person")) | Q(organisation=OuterRef("contact_organisation")),
        kind=ContactPoint.Kind.EMAIL,
    )
)
"""Of a practice: is there a mail address to write to?"""


class LetterForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=200, validators=[refuse_line_control_characters]
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The answer goes there. The contact sees it."),
    )
    message = forms.CharField(
        label=_("Your message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        validators=[refuse_control_characters],
    )
    key = KeyField()
    homepage = TrapField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        leave_uncut(self.fields.values())


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("letter")
def write_to_contact(request, slug):
    """Relay a letter by mail: the sender's address goes out with it, the contact's is not shown."""
    cases = Practice.objects.published().select_related("contact_person", "contact_organisation")
    case = get_object_or_404(cases.filter(HAS_CONTACT), slug=slug)
    form = LetterForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 400 if request.method == "POST" else 200
        return render(request, "cases/write.html", {"case": case, "form": form}, status=status)
    addresses = [a for owner in (case.contact_person, case.contact_organisation) if owner
                 for a in mail_addresses(owner)]  # fmt: skip
    if not addresses:
        raise Http404
    letter = form.cleaned_data
    if not letter["homepage"]:
        key = letter.pop("key")
        once(key and f"letter {case.pk} {key}", lambda: _pass_on(letter, case, addresses[0]))
    return render(request, "cases/written.html", {"case": case})


def _pass_on(letter: dict, case: Practice, to: str) -> str:
    context = {**letter, "title": case.title, "address": on_this_site(case.get_absolute_url())}
    write_mail("relay", [to], context, reply_to=letter["email"])
    return ""
