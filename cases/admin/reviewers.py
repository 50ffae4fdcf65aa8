"""The page on which a curator chooses the two reviewers of one case or of many."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reviews, roles
from cases.models import Practice, Review

MOST_AT_ONCE = 100
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
            "name": _name(reviewer),
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
    keys = list(practices.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(keys) > MOST_AT_ONCE:
        problem = _("Choose at most %(number)d cases at once.")
        return messages.error(request, problem % {"number": MOST_AT_ONCE})
    return redirect(reviewers_address(keys))


def reviewers_address(keys: list[int]) -> str:
    page = reverse("admin:cases_practice_reviewers")
    return f"{page}?{urlencode({'id': keys}, doseq=True)}"


class ReviewersPage:
    """Gives the admin of practices the page of reviewers."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.reviewers_view)
        return [path("reviewers/", page, name="cases_practice_reviewers"), *super().get_urls()]

    def reviewers_view(self, request):
        """Ask the people chosen about each case whose reviewers are still as shown."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        seen = request.POST.getlist("seen")[:MOST_AT_ONCE]
        keys = [each.partition("-")[0] for each in seen] or request.GET.getlist("id")
        wanted = [int(key) for key in keys[:MOST_AT_ONCE] if key.isdecimal()]
        practices = {row.pk: row for row in Practice.objects.filter(pk__in=wanted)}
        if not practices:
            raise Http404
        form = ReviewersForm(request.POST or None, initial=_initial(list(practices.values())))
        if request.method == "POST" and form.is_valid():
            for each in seen:
                practice = practices.get(int(each.partition("-")[0] or 0))
                if practice:
                    self._ask_as_seen(request, practice, each, form.cleaned_data)
            return redirect(self._page_after(list(practices)))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Ask reviewers"),
            "form": form,
            "practices": [(row, _token(row), _current(row)) for row in practices.values()],
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
                names = {"name": _name(review.reviewer), "title": practice}
                messages.success(request, _("%(name)s was asked about “%(title)s”.") % names)


def _name(reviewer) -> str:
    return reviewer.get_full_name() or reviewer.get_username()


def _asked(practice: Practice, seen: str, chosen: dict, by) -> list[Review]:
    if _token(practice) != seen:
        raise ValidationError(
            _("The reviewers of “%(title)s” were changed after you opened this page."),
            code="overtaken",
            params={"title": practice},
        )
    current = _current(practice)
    wanted = [
        (place, chosen[name])
        for place, name in PLACES
        if chosen[name] and chosen[name] != (current.get(place) and current[place].reviewer)
    ]
    return [reviews.ask(practice, place, reviewer, by) for place, reviewer in wanted]


def _current(practice: Practice) -> dict[int, Review]:
    return {review.place: review for review in practice.reviews_that_count()}


def _token(practice: Practice) -> str:
    """The case and the reviews it waits for, as a page showed them."""
    current = _current(practice)
    keys = [str(current[place].pk) if place in current else "0" for place, _name in PLACES]
    return "-".join([str(practice.pk), *keys])


def _initial(practices: list[Practice]) -> dict:
    if len(practices) != 1:
        return {}
    current = _current(practices[0])
    return {name: current[place].reviewer_id for place, name in PLACES if place in current}
