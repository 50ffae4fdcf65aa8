"""Trying a door: what it says to whom, with nothing changed by it."""

import copy

from django.db import transaction

METHODS = ("GET", "HEAD", "OPTIONS", "POST")


def outcome(response) -> str:
    """Return "login" for a way to the log-in page, else the status."""
    place = response.get("Location", "")
    if response.status_code == 302 and ("/accounts/login/" in place or "/admin/login/" in place):
        return "login"
    return str(response.status_code)


def try_door(client, method: str, address: str):
    """Return the answer; what the request wrote, cookies included, is taken back."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(method, address, content_type="application/x-www-form-urlencoded")
        if response.streaming:
            response.body = b"".join(response.streaming_content)
        else:
            response.body = response.content
        transaction.set_rollback(True)
    client.cookies = cookies
    return response
