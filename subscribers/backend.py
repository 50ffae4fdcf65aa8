"""How accounts log in and which rights they have."""

from allauth.account.auth_backends import AuthenticationBackend


class AccountBackend(AuthenticationBackend):
    """Logs in by e-mail address and password; rights come from groups."""
