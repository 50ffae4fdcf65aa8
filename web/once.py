"""A form that is sent twice is done once.

Each page with such a form holds a key of its own. Who sends it again, because the answer did not
come, sends the same key, and is led to where the first sending led.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from web.models import DoneForm

KEPT = timedelta(days=7)


class KeyField(forms.CharField):
    """The key of a form, new with each page that shows it; what comes without one is done."""

    def __init__(self):
        new = secrets.token_urlsafe
        super().__init__(required=False, max_length=64, initial=new, widget=forms.HiddenInput)


def once(key: str, do: Callable[[], str]) -> str:
    """Do what a form asks for, unless it was done under ``key``; return what ``do`` gave then.

    ``do`` returns text of at most 200 characters, such as an address. It runs in the transaction
    that keeps the key: either both are there afterwards or none. Of two that come at once the
    second waits for the first. Keys are forgotten after KEPT.
    """
    if not key:
        return do()
    hashed = salted_hmac("web.once", key, algorithm="sha256").hexdigest()
    with transaction.atomic():
        form, is_new = DoneForm.objects.get_or_create(key=hashed)
        if is_new:
            DoneForm.objects.filter(at__lt=timezone.now() - KEPT).delete()
            form.result = do()
            form.save()
        return form.result
