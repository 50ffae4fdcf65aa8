"""Where an incomplete list goes on.

A token holds the whole request and the last record that was given, so nothing has to be kept here
and it works on every node for as long as the secret key stays. The list goes on behind the
datestamp of that record: a case that changes meanwhile moves to the end of the list, none is left
out.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from cases.doors.oai.asking import Asked, Refused

SALT = "cases.doors.oai"


@dataclass(frozen=True)
class Place:
    """A place in a list: how many records came before, and the datestamp and key of the last."""

    number: int
    datestamp: datetime
    key: int


def write(asked: Asked, place: Place) -> str:
    held = [asked.verb, asked.arguments, place.number, place.datestamp.isoformat(), place.key]
    return signing.dumps(held, salt=SALT)


def read(verb: str, token: str) -> tuple[Asked, Place]:
    """Return the request that ``token`` goes on with, and where; raises Refused."""
    try:
        first, arguments, number, when, key = signing.loads(token, salt=SALT)
        if first != verb:
            raise ValueError(first)
    except (signing.BadSignature, ValueError):
        raise Refused("badResumptionToken", "This token is none of ours for this verb.") from None
    return Asked(verb, arguments), Place(number, datetime.fromisoformat(when), key)
