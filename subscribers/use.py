"""How much an institution reads: a number for each day, and nothing about who or what."""

import logging

from django.db import DatabaseError, transaction
from django.db.models import F

from subscribers.current import subscription_of
from subscribers.models import UseOfDay
from subscribers.models.subscription import today

logger = logging.getLogger(__name__)


def count_use(request, response) -> None:
    """Count a case page opened by a member, or in the reading room, of an institution.

    What cannot be counted is logged: reading goes on.
    """
    match = request.resolver_match
    if response.status_code != 200 or not match or match.view_name != "practice":
        return
    if request.reader.is_curator:
        return
    own = subscription_of(request.user)
    read_under = own or request.reading_room
    if read_under and read_under.institution_id:
        try:
            _count(read_under.institution_id, in_room=own is None)
        except DatabaseError as error:
            logger.warning("The use of an institution could not be counted: %s", error)


def _count(institution_id: int, in_room: bool) -> None:
    row = {"institution_id": institution_id, "day": today(), "in_room": in_room}
    with transaction.atomic():
        UseOfDay.objects.get_or_create(**row)
        UseOfDay.objects.filter(**row).update(cases=F("cases") + 1)
