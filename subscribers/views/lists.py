"""Reading lists: cases in an order of the reader's, with remarks; shared by a secret link."""

from django import forms
from django.contrib import messages
from django.db.models import F, Max
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.models import Practice
from cases.views.cards import cards_of
from subscribers.models import ListedCase, ReadingList
from subscribers.models.kept import new_key
from subscribers.views.keeping import keeps, takes_away
from web.secret_links import secret_link

MOST_LISTS, MOST_CASES = 100, 500


class ListForm(forms.ModelForm):
    class Meta:
        model = ReadingList
        fields = ("name", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class RemarkForm(forms.ModelForm):
    class Meta:
        model = ListedCase
        fields = ("remark",)
        widgets = {"remark": forms.Textarea(attrs={"rows": 2})}


def _mine(user, pk: int) -> ReadingList:
    return get_object_or_404(ReadingList, user=user, pk=pk)


def _rows(reading_list: ReadingList) -> list[tuple]:
    """Return each listed case with its card; None for one that has left the collection."""
    listed = list(reading_list.cases.all())
    cards = cards_of(row.practice_id for row in listed)
    return [(row, cards.get(row.practice_id)) for row in listed]


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def reading_lists(request):
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.user.readinglists.count() >= MOST_LISTS:
            form.add_error(None, _("You have as many lists as there can be: delete one."))
        else:
            form.instance.user = request.user
            return redirect("reading_list", pk=form.save().pk)
    context = {"form": form, "lists": request.user.readinglists.all()}
    return render(request, "subscribers/lists.html", context)


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def reading_list(request, pk: int):
    mine = _mine(request.user, pk)
    form = ListForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("reading_list", pk=pk)
    rows = [(row, card, RemarkForm(instance=row, prefix=str(row.pk))) for row, card in _rows(mine)]
    context = {"list": mine, "form": form, "rows": rows}
    return render(request, "subscribers/list.html", context)


@keeps
@takes_away
@require_POST
def delete_list(request, pk: int):
    _mine(request.user, pk).delete()
    return redirect("reading_lists")


@keeps
@require_POST
def share_list(request, pk: int):
    """Make the secret link, or take it back: whoever holds it finds nothing any more."""
    mine = _mine(request.user, pk)
    mine.share_key = None if mine.share_key else new_key()
    mine.save()
    return redirect("reading_list", pk=pk)


@secret_link
@require_safe
def shared_list(request, key: str):
    """The list for whoever holds its link. They read of each case what they may read anyway."""
    shared = get_object_or_404(ReadingList, share_key=key)
    context = {"list": shared, "rows": _rows(shared)}
    return render(request, "subscribers/shared_list.html", context)


@keeps
@require_POST
def list_case(request, slug: str):
    """Add a case to the list that is chosen; to a new one when a name was typed or none chosen."""
    practice = get_object_or_404(Practice.objects.visible_to(request.reader), slug=slug)
    chosen, name = request.POST.get("list", ""), request.POST.get("new_list", "").strip()
    if chosen.isdecimal() and not name:
        mine = _mine(request.user, int(chosen))
    else:
        form = ListForm({"name": name or _("Reading list")})
        if not form.is_valid() or request.user.readinglists.count() >= MOST_LISTS:
            messages.error(request, _("The case was not put on a list: its name cannot be kept."))
            return redirect(practice)
        form.instance.user = request.user
        mine = form.save()
    if mine.cases.count() >= MOST_CASES:
        messages.error(request, _("This list is full."))
        return redirect(practice)
    last = mine.cases.aggregate(last=Max("position"))["last"] or 0
    mine.cases.get_or_create(practice=practice, defaults={"position": last + 1})
    messages.success(request, _("The case is on the list “%(name)s”.") % {"name": mine.name})
    return redirect(practice)


@keeps
@require_POST
def change_listed(request, pk: int, case: int):
    """Change a remark, move a case up or down, or take it off the list."""
    mine = _mine(request.user, pk)
    row = get_object_or_404(mine.cases, pk=case)
    if "remove" in request.POST:
        row.delete()
    elif "up" in request.POST or "down" in request.POST:
        _move(mine, row, -1 if "up" in request.POST else 1)
    else:
        form = RemarkForm(request.POST, instance=row, prefix=str(row.pk))
        if not form.is_valid():
            messages.error(request, _("The remark was not kept: it is longer than it may be."))
            return redirect("reading_list", pk=pk)
        form.save()
    return redirect("reading_list", pk=pk)


def _move(mine: ReadingList, row: ListedCase, by: int) -> None:
    keys = list(mine.cases.values_list("pk", flat=True))
    place = keys.index(row.pk)
    other = place + by
    if 0 <= other < len(keys):
        keys[place], keys[other] = keys[other], keys[place]
        mine.cases.update(position=F("position") + len(keys) + 1)
        for position, key in enumerate(keys):
            ListedCase.objects.filter(pk=key).update(position=position)
