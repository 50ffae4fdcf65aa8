"""Cases chosen in the list of the desk: a page of its own is told their keys in its address."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

MOST_AT_ONCE = 100


def address_for(page: str, keys: list[int], **about) -> str:
    """Return the address of ``page`` for the rows with ``keys``; ``about`` stands beside them."""
    return f"{page}?{urlencode({'id': keys, **about}, doseq=True)}"


def page_of(keys: list[int]) -> str:
    """Return the address of the form of the one case chosen, of many that of the list."""
    if len(keys) == 1:
        return reverse("admin:cases_practice_change", args=keys)
    return reverse("admin:cases_practice_changelist")


def keys_of(said: Iterable[str]) -> list[int]:
    """Read what an address or a form says of the rows chosen; what is no key is left out."""
    return [int(key) for key in list(said)[:MOST_AT_ONCE] if key.isdecimal()]


def send_to(address: Callable[[list[int]], str], request, practices):
    """Answer an action of the list with its page for the chosen; say so where they are too many."""
    keys = list(practices.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(keys) > MOST_AT_ONCE:
        problem = _("Choose at most %(number)d cases at once.")
        return messages.error(request, problem % {"number": MOST_AT_ONCE})
    return redirect(address(keys))
