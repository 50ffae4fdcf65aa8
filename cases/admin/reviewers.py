"""The page on which a curator chooses the two reviewers of one case or of many."""

from collections.abc import Collection

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reviews, roles
from cases.admin.chosen import address_for, keys_of, page_of, send_to
from cases.models import Practice, Review

PLACES = ((1, "first"), (2, "second"))


class ReviewerField(forms.ModelChoiceField):
    """A reviewer, with the number of reviews they owe."""

    def __init__(self, **kwargs):
        owed = Q(
            reviews__current=True,
            reviews__given_at=None,
            reviews__practice__state=Practice.State.IN_REVIEW,
        )
        reviewers = roles.people_with(roles.REVIEW).annotate(
            owed=Count("reviews", filter=owed, distinct=True)
        )
        order = ("owed", "last_name", "username")
        super().__init__(reviewers.order_by(*order), required=False, **kwargs)

    def label_from_instance(self, reviewer) -> str:
        return _("%(name)s (%(number)d to give)") % {
            "name": roles.name_of(reviewer),
            "number": reviewer.owed,
        }


class ReviewersForm(forms.Form):
    first = ReviewerField(label=gettext_lazy("First review"), empty_label=gettext_lazy("as it is"))
    second = ReviewerField(
        label=gettext_lazy("Second review"), empty_label=gettext_lazy("as it is")
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            raise ValidationError(_("Choose two different people."))
        return cleaned


@admin.action(description=gettext_lazy("Ask reviewers"), permissions=["publish"])
def ask_reviewers(desk, request, practices):
    return send_to(reviewers_address, request, practices)


def reviewers_address(keys: list[int]) -> str:
    return address_for(reverse("admin:cases_practice_reviewers"), keys)


class ReviewersPage:
    """Gives the admin of practices the page of reviewers."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.reviewers_view)
        return [path("reviewers/", page, name="cases_practice_reviewers"), *super().get_urls()]

    def reviewers_view(self, request):
        """Ask the people chosen about each case whose reviewers are still as shown."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        seen = {each.partition("-")[0]: each for each in request.POST.getlist("seen")}
        chosen = keys_of(seen or request.GET.getlist("id"))
        practices = {row.pk: row for row in Practice.objects.filter(pk__in=chosen)}
        if not practices:
            raise Http404
        asked = _asked_about(practices)
        form = ReviewersForm(request.POST or None, initial=_initial(asked))
        if request.method == "POST" and form.is_valid():
            for practice in practices.values():
                if token := seen.get(str(practice.pk)):
                    self._ask_as_seen(request, practice, token, form.cleaned_data)
            return redirect(self._page_after(list(practices)))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Ask reviewers"),
            "form": form,
            "back": page_of(list(practices)),
            "practices": [
                (row, _token(row.pk, asked[row.pk]), asked[row.pk]) for row in practices.values()
            ],
        }
        return render(request, "admin/cases/practice/reviewers.html", context)

    def _ask_as_seen(self, request, practice: Practice, seen: str, chosen: dict) -> None:
        try:
            with transaction.atomic():
                practice = Practice.objects.select_for_update().get(pk=practice.pk)
                asked = _asked(practice, seen, chosen, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            for review in asked:
                names = {"name": roles.name_of(review.reviewer), "title": practice}
                messages.success(request, _("%(name)s was asked about “%(title)s”.") % names)


def _asked(practice: Practice, seen: str, chosen: dict, by) -> list[Review]:
    current = _asked_about([practice.pk])[practice.pk]
    if _token(practice.pk, current) != seen:
        raise ValidationError(
            _("The reviewers of “%(title)s” were changed after you opened this page."),
            code="overtaken",
            params={"title": practice},
        )
    wanted = [
        (place, chosen[name])
        for place, name in PLACES
        if chosen[name] and chosen[name] != (current.get(place) and current[place].reviewer)
    ]
    return [reviews.ask(practice, place, reviewer, by) for place, reviewer in wanted]


def _asked_about(keys: Collection[int]) -> dict[int, dict[int, Review]]:
    """Return, by the key of each case, the reviews it waits for, by their place."""
    found = {key: {} for key in keys}
    for review in Review.objects.filter(practice__in=keys, current=True).select_related("reviewer"):
        found[review.practice_id][review.place] = review
    return found


def _token(key: int, current: dict[int, Review]) -> str:
    """The case and the reviews it waits for, as a page showed them."""
    keys = [str(current[place].pk) if place in current else "0" for place, _name in PLACES]
    return "-".join([str(key), *keys])


def _initial(asked: dict[int, dict[int, Review]]) -> dict:
    """Return who was asked about the one case of the page; of many, nobody."""
    if len(asked) != 1:
        return {}
    [current] = asked.values()
    return {name: current[place].reviewer_id for place, name in PLACES if place in current}
