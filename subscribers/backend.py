"""How accounts log in and which rights they have."""

from allauth.account.auth_backends import AuthenticationBackend

from subscribers.current import subscription_of

READ_CLOSED_PARTS = "cases.read_closed_parts"


class AccountBackend(AuthenticationBackend):
    """Rights come from groups; a running subscription grants that of reading the closed parts."""

    def has_perm(self, user_obj, perm, obj=None):
        if perm == READ_CLOSED_PARTS and subscription_of(user_obj):
            return True
        return super().has_perm(user_obj, perm, obj)
