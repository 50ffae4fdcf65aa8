"""How people come to a seat of an institution, and lose it."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from subscribers.models import Institution, Invitation, MailDomain, Membership, Subscription
from subscribers.models.membership import digest_of
from web.addresses import on_this_site
from web.mail import write_mail


def seats_of(institution: Institution) -> int:
    """Return how many readers the institution's running subscription has room for; 0 without."""
    running = Subscription.objects.running().filter(institution=institution).first()
    return running.seats if running else 0


def members_of(institution: Institution):
    return institution.memberships.filter(removed_at=None)


@transaction.atomic
def join(user, institution: Institution, way: str, **rights) -> Membership:
    """Give ``user`` a seat, or the one they have; raise ValidationError when all are taken.

    The institution's row is locked meanwhile, so two who come at once cannot share the last seat.
    """
    Institution.objects.select_for_update().get(pk=institution.pk)
    membership = Membership.objects.filter(institution=institution, user=user).first()
    if membership and membership.removed_at is None:
        return membership
    if members_of(institution).count() >= seats_of(institution):
        raise ValidationError(
            _("All seats of %(name)s are taken. Its administrator can free one."),
            params={"name": institution.name},
            code="full",
        )
    values = {"way": way, "removed_at": None, "joined_at": timezone.now(), **rights}
    return Membership.objects.update_or_create(institution=institution, user=user, defaults=values)[
        0
    ]


def domains_of(user) -> set[str]:
    """Return the domains of the addresses ``user`` has confirmed."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    return {email.rpartition("@")[2].lower() for email in confirmed.values_list("email", flat=True)}


def join_by_domain(user) -> list[Membership]:
    """Give ``user`` a seat of each institution that one of their confirmed addresses belongs to.

    Who was removed before is not brought back this way; where all seats are taken nothing happens.
    """
    joined = []
    domains = MailDomain.objects.filter(domain__in=domains_of(user))
    for found in domains.select_related("institution"):
        if not found.institution.memberships.filter(user=user).exists():
            try:
                joined.append(join(user, found.institution, Membership.Way.DOMAIN))
            except ValidationError:
                continue
    return joined


def leave_lost_domains(user) -> None:
    """End the seats that came by an address ``user`` no longer has."""
    by_domain = user.memberships.filter(way=Membership.Way.DOMAIN, removed_at=None)
    by_domain.exclude(institution__domains__domain__in=domains_of(user)).delete()


@transaction.atomic
def invite(institution: Institution, email: str, by) -> None:
    """Write ``email`` a letter with a link that lets its holder join within 30 days.

    The same happens whether somebody has an account with that address or not.
    """
    secret = Invitation.make(institution, email, by)
    link = on_this_site(reverse("institution_join", args=[secret]))
    write_mail("invitation", [email], {"institution": institution.name, "link": link})


def invitation_by(secret: str) -> Invitation | None:
    """Return the invitation that is still open under ``secret``."""
    found = Invitation.open_ones().filter(digest=digest_of(secret))
    return found.select_related("institution").first()


@transaction.atomic
def accept(invitation: Invitation, user) -> Membership:
    """Take the seat the invitation offers; raise ValidationError when that cannot be."""
    open_one = Invitation.open_ones().filter(pk=invitation.pk)
    if not open_one.update(used_at=timezone.now()):
        raise ValidationError(_("This invitation has been used."), code="used")
    return join(user, invitation.institution, Membership.Way.INVITATION)


def remove(membership: Membership) -> None:
    """Take a seat back. It opens nothing from the member's next request on."""
    membership.removed_at = timezone.now()
    membership.is_administrator = False
    membership.save()
