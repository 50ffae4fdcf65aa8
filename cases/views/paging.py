"""Pages of a long list: the one that is asked for, and the addresses of the others."""

import re
from collections.abc import Callable

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.utils.translation import gettext as _


def page_number(request) -> int:
    """Return the number of the page asked for; raise Http404 for what can be none."""
    text = request.GET.get("page", "1")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise Http404(_("There is no such page."))
    return int(text)


def pages(total: int, number: int, size: int, address: Callable[..., str]) -> dict:
    """Return the current page of ``total`` entries and the addresses of its neighbours and others.

    ``address`` gives the address of a page when called with ``page``. Raises Http404 when there is
    no such page.
    """
    paginator = Paginator(range(total), size)
    try:
        page = paginator.page(number)
    except EmptyPage:
        raise Http404(_("There is no such page.")) from None
    numbers = [
        (n, address(page=n) if isinstance(n, int) else "")
        for n in paginator.get_elided_page_range(number, on_each_side=2, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "previous": address(page=number - 1) if page.has_previous() else "",
        "next": address(page=number + 1) if page.has_next() else "",
    }
