"""Mail: written in the transaction of the change it tells of, sent once that is committed.

A mail that cannot be handed over waits in the database and is tried again by ``send_mails``; what
was sent is deleted, so no address stays.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from web.models import OutgoingMail

logger = logging.getLogger(__name__)

MOST_TRIES = 8
FIRST_PAUSE = timedelta(minutes=5)
"""After the first failure; each further pause is twice as long: about ten hours in all."""


def write_mail(
    template: str,
    to: Iterable[str],
    context: dict,
    reply_to: str = "",
    language: str = "",
    unsubscribe: str = "",
) -> None:
    """Write one mail to each address in ``to``; it goes out when the transaction is committed.

    ``template`` names ``templates/emails/TEMPLATE.txt``: its first line is the subject, the rest
    the text. It is given ``context``, ``database_name`` and ``site_url``; web addresses in it are
    made with ``on_this_site``. A rollback takes the mail back. ``language`` is the site's unless
    said. ``unsubscribe`` is a web address that ends mails of this kind with one click (RFC 8058).
    """
    names = {"database_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    with translation.override(language or settings.LANGUAGE_CODE):
        text = render_to_string(f"emails/{template}.txt", {**context, **names})
    subject, _, body = text.strip().partition("\n")
    mails = OutgoingMail.objects.bulk_create(
        OutgoingMail(
            to=address,
            reply_to=reply_to,
            unsubscribe=unsubscribe,
            subject=" ".join(subject.split())[:200],
            body=body.strip() + "\n",
        )
        for address in dict.fromkeys(to)
    )
    keys = [mail.pk for mail in mails]
    transaction.on_commit(lambda: send_waiting(keys), robust=True)


def send_waiting(keys: list[int] | None = None) -> tuple[int, int]:
    """Send the mails with these keys, or all whose time has come; return how many went and failed.

    Two runs at once send nothing twice. A process killed between handing a mail over and deleting
    it sends it again later: a mail may come twice, never not at all.
    """
    waiting = OutgoingMail.objects.filter(tries__lt=MOST_TRIES, next_try__lte=timezone.now())
    if keys is not None:
        waiting = waiting.filter(pk__in=keys)
    results = [_send(mail) for mail in waiting if _claim(mail)]
    return results.count(True), results.count(False)


def _claim(mail: OutgoingMail) -> bool:
    """Put the mail's next try off, unless another process did so first."""
    unclaimed = OutgoingMail.objects.filter(pk=mail.pk, tries=mail.tries)
    pause = FIRST_PAUSE * 2**mail.tries
    return bool(unclaimed.update(tries=mail.tries + 1, next_try=timezone.now() + pause))


def _headers(mail: OutgoingMail) -> dict[str, str]:
    if not mail.unsubscribe:
        return {}
    return {
        "List-Unsubscribe": f"<{mail.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _send(mail: OutgoingMail) -> bool:
    message = EmailMessage(
        mail.subject,
        mail.body,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=_headers(mail),
    )
    try:
        message.send()
    except Exception as error:  # whatever the mail server says, the mail stays
        logger.warning("A mail could not be sent and waits: %s", type(error).__name__)
        OutgoingMail.objects.filter(pk=mail.pk).update(error=str(error)[:500])
        return False
    OutgoingMail.objects.filter(pk=mail.pk).delete()
    return True
