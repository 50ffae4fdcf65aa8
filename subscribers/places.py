"""The place a reader stated: pages read it from the session, the account keeps it between sessions.

Whoever logs in gets the place of the account; where it has none, it takes what was stated before.
Another browser that is logged in already takes a new place over at the next log-in.
"""

from cases.own_place import OwnPlace, state_in, stated_in
from subscribers.models import StatedPlace


def when_stated(sender, request, place: OwnPlace | None, **kwargs):
    if request.user.is_authenticated:
        _keep(request.user, place)


def when_logged_in(sender, request, user, **kwargs):
    columns = ("population", "income_group", "ecosystem", "level")
    kept = StatedPlace.objects.filter(user=user).values(*columns).first()
    if kept:
        state_in(request.session, OwnPlace(**kept))
    elif place := stated_in(request.session):
        _keep(user, place)


def _keep(user, place: OwnPlace | None) -> None:
    if place is None:
        StatedPlace.objects.filter(user=user).delete()
    else:
        StatedPlace.objects.update_or_create(user=user, defaults=vars(place))
