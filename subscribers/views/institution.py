"""What an institution's administrator sees and does: seats, invitations, numbers of use."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from subscribers import joining
from subscribers.models import Institution, Invitation, Subscription
from subscribers.models.subscription import today
from web.rate_limit import rate_limited

MOST_INVITED_AT_ONCE = 50


class InviteForm(forms.Form):
    emails = forms.CharField(
        label=gettext_lazy("E-mail addresses, one on each line"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
    )

    def clean_emails(self) -> list[str]:
        found = list(dict.fromkeys(self.cleaned_data["emails"].replace(",", " ").split()))
        if len(found) > MOST_INVITED_AT_ONCE:
            raise ValidationError(_("Invite at most %d people at once.") % MOST_INVITED_AT_ONCE)
        for email in found:
            try:
                validate_email(email)
            except ValidationError:
                wrong = _("“%(email)s” is no e-mail address. Nobody was invited.")
                raise ValidationError(wrong, params={"email": email}) from None
        return found


def _administered(user, pk: int) -> Institution:
    """Return the institution if ``user`` administers it; others do not learn that it is there."""
    mine = {"memberships__user": user, "memberships__is_administrator": True}
    return get_object_or_404(Institution, pk=pk, memberships__removed_at=None, **mine)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("invite")
def institution(request, pk: int):
    place = _administered(request.user, pk)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        for email in form.cleaned_data["emails"]:
            joining.invite(place, email, by=request.user)
        messages.success(request, _("The invitations are on their way."))
        return redirect("institution", pk=pk)
    subscription = Subscription.objects.filter(institution=place).first()
    context = {
        "institution": place,
        "subscription_of_institution": subscription,
        "form": form,
        "seats": joining.seats_of(place),
        "members": joining.members_of(place).select_related("user"),
        "invitations": Invitation.open_ones().filter(institution=place),
        "use": _use(place),
        "contact_mail": settings.CONTACT_MAIL,
    }
    return render(request, "subscribers/institution.html", context)


def _use(place: Institution) -> list[dict]:
    """Return by month how many cases were opened by members and in the reading room."""
    months = place.use.filter(day__gt=today() - timedelta(days=366)).order_by()
    rows = months.annotate(month=TruncMonth("day")).values("month", "in_room")
    table = {}
    for row in rows.annotate(number=Sum("cases")):
        months = table.setdefault(row["month"], {"month": row["month"], "members": 0, "room": 0})
        months["room" if row["in_room"] else "members"] = row["number"]
    return [table[month] for month in sorted(table, reverse=True)]


@login_required
@require_POST
def remove_member(request, pk: int, member: int):
    place = _administered(request.user, pk)
    membership = get_object_or_404(joining.members_of(place), pk=member)
    if membership.user == request.user:
        messages.error(request, _("You cannot take your own seat: name another administrator."))
    else:
        joining.remove(membership)
        messages.success(request, _("The seat is free."))
    return redirect("institution", pk=pk)


@login_required
@require_POST
def make_administrator(request, pk: int, member: int):
    place = _administered(request.user, pk)
    membership = get_object_or_404(joining.members_of(place), pk=member)
    membership.is_administrator = not membership.is_administrator
    if membership.user == request.user:
        messages.error(request, _("Another administrator has to do that."))
    else:
        membership.save()
    return redirect("institution", pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("join", methods=("GET", "POST"))
def join(request, secret: str):
    """Show whose seat a letter offers; take it on POST."""
    invitation = joining.invitation_by(secret)
    if invitation is None:
        raise Http404
    if request.method == "POST":
        try:
            joining.accept(invitation, request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            welcome = _("You read as a member of %(name)s now.")
            messages.success(request, welcome % {"name": invitation.institution.name})
        return redirect("subscription")
    return render(request, "subscribers/join.html", {"invitation": invitation})
