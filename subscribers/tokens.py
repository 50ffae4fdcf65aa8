"""API tokens: made once, kept as a digest, ended with the subscription of their owner."""

import secrets

from cases.access import Part, may_read, reader_of
from subscribers.models import ApiToken
from subscribers.models.membership import digest_of
from subscribers.models.subscription import today

PREFIX = "bp_"


def make_token(user, name: str, scope: str) -> str:
    """Make a token and return its secret, which is kept nowhere: it is shown this once."""
    secret = PREFIX + secrets.token_urlsafe(30)
    ApiToken.objects.create(
        user=user, name=name, scope=scope, digest=digest_of(secret), ending=secret[-4:]
    )
    return secret


def token_of(secret: str) -> ApiToken | None:
    """Return the token with this secret, None if there is none or its owner may not use one now."""
    found = ApiToken.objects.filter(digest=digest_of(secret)).select_related("user").first()
    if found is None or not found.user.is_active:
        return None
    if not may_read(reader_of(found.user), Part.KEEP):
        return None
    if found.last_used != today():
        ApiToken.objects.filter(pk=found.pk).update(last_used=today())
    return found
