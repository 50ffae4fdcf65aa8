"""Asking contact persons whether what is held of them is right.

A person is mailed a link that works once and for ``VALID_FOR``. Opening it shows what is held and
changes nothing, since mail scanners open links; only the form sent from there answers.
"""

from datetime import timedelta

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fields.forms import leave_uncut
from partners.models import (
    REACHED_BY,
    ContactPerson,
    ContactPoint,
    ContactProposal,
    ContactRequest,
    Organisation,
    reached_by,
)
from web.addresses import on_this_site
from web.mail import write_mail

VALID_FOR = timedelta(days=30)
SALT = "partners.confirmation"
Kind = ContactPoint.Kind


def mail_addresses(owner: ContactPerson | Organisation) -> list[str]:
    """Return the addresses of a person or an organisation to which a mail can go."""
    points = owner.contact_points.filter(kind=Kind.EMAIL).values_list("value", flat=True)
    return [value.strip() for value in points if _is_mail_address(value.strip())]


def _is_mail_address(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return len(value) <= 254


@transaction.atomic
def ask(person: ContactPerson) -> None:
    """Mail ``person`` a link to what is held of them; an earlier link works no longer.

    Raises ValidationError when no mail address is known.
    """
    addresses = mail_addresses(person)
    if not addresses:
        raise ValidationError(
            _("No mail address is known of contact person %(number)d.") % {"number": person.pk}
        )
    ContactRequest.objects.filter(person=person).delete()
    request = ContactRequest.objects.create(person=person)
    address = on_this_site(reverse("confirm_contact", args=[token_of(request)]))
    context = {"name": person.name, "address": address, "days": VALID_FOR.days}
    write_mail("confirm_contact", addresses[:1], context)


def token_of(request: ContactRequest) -> str:
    return signing.dumps(str(request.key), salt=SALT)


def request_of(token: str) -> ContactRequest | None:
    """Return the open question the link is for; None for a link used, too old or made up."""
    try:
        key = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return ContactRequest.objects.select_related("person__organisation").filter(pk=key).first()


class AnswerForm(forms.ModelForm):
    """What the person wants changed, filled with what is held."""

    class Meta:
        model = ContactProposal
        fields = ("wish", "name", "emails", "phones", "faxes", "remark")
        help_texts = dict.fromkeys(REACHED_BY, gettext_lazy("One a line."))
        widgets = {
            "wish": forms.RadioSelect,
            **{name: forms.Textarea(attrs={"rows": 2}) for name in REACHED_BY},
            "remark": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, person: ContactPerson, data=None):
        reached = reached_by(person.contact_points.all())
        held = {"name": person.name} | {key: "\n".join(reached[key]) for key in reached}
        super().__init__(data, initial=held, instance=ContactProposal(person=person))
        self.fields["wish"].choices = ContactProposal.Wish.choices
        leave_uncut(self.fields.values())

    def clean(self):
        cleaned = super().clean()
        longest = ContactPoint._meta.get_field("value").max_length
        for column in REACHED_BY:
            lines = lines_of(cleaned.get(column) or "")
            if any(len(line) > longest for line in lines):
                self.add_error(column, _("A line has at most %d characters.") % longest)
        for line in lines_of(cleaned.get("emails") or ""):
            if not _is_mail_address(line):
                self.add_error("emails", _("“%s” is not a mail address.") % line)
        if cleaned.get("wish") == ContactProposal.Wish.CORRECT and not cleaned.get("name"):
            self.add_error("name", _("Say the name of the person to reach."))
        return cleaned


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@transaction.atomic
def confirm(request: ContactRequest) -> bool:
    """Note that all is right; return False when the link was used meanwhile."""
    if not _use(request):
        return False
    ContactPerson.objects.filter(pk=request.person_id).update(confirmed_on=timezone.localdate())
    return True


@transaction.atomic
def propose(request: ContactRequest, proposal: ContactProposal) -> bool:
    """Keep what the person wants for a curator; return False when the link was used meanwhile."""
    if not _use(request):
        return False
    proposal.save()
    return True


def _use(request: ContactRequest) -> bool:
    deleted, _by_model = ContactRequest.objects.filter(pk=request.pk).delete()
    return bool(deleted)


@transaction.atomic
def take_over(proposal: ContactProposal) -> None:
    """Make what is held of the person what they said, confirmed that day; delete the proposal."""
    person = proposal.person
    person.name = proposal.name or person.name
    person.confirmed_on = timezone.localtime(proposal.made_at).date()
    person.save()
    person.contact_points.all().delete()
    points = [
        (kind, value) for column, kind in REACHED_BY.items() for value in
        lines_of(getattr(proposal, column))
    ]  # fmt: skip
    ContactPoint.objects.bulk_create(
        ContactPoint(person=person, kind=kind, value=value, position=position)
        for position, (kind, value) in enumerate(points)
    )
    proposal.delete()
