"""Who may keep things here, and whose they are."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from cases.access import Part, may_read


def keeps(view):
    """Open a view to readers who may keep things; others are told what is the case.

    Who may no longer do so still sees what they kept, with a notice; a change is refused with 403,
    except where the view says that it ``takes_away``: whoever keeps something may delete it.
    """

    @login_required
    @wraps(view)
    def kept(request, *args, **kwargs):
        request.may_keep = may_read(request.reader, Part.KEEP)
        takes_away = getattr(view, "takes_away", False)
        if request.method == "POST" and not request.may_keep and not takes_away:
            return render(request, "subscribers/keeping_closed.html", status=403)
        return view(request, *args, **kwargs)

    return kept


def takes_away(view):
    view.takes_away = True
    return view
