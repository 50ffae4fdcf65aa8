"""The form of a nomination, in the order of the printed page."""

import re
from collections.abc import Iterator
from functools import cached_property

from django import forms
from django.db.models import Prefetch
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms import WORDS_IN_A_LINE, organisation_types, word_count
from cases.models import (
    Category,
    Country,
    Ecosystem,
    LevelOfActivity,
    NarrativeFormat,
    NarrativeHeading,
    NarrativeSection,
    Nomination,
    Practice,
    SupportType,
)
from cases.nominations import format_of
from cases.views.nominations.rows import (
    CategoryForm,
    FunderForm,
    KeyDateForm,
    NominatedContactForm,
    PartnerForm,
    PlaceForm,
    ReferenceForm,
    YearForm,
)
from cases.views.nominations.typed import MOST_ROWS, Rows, TypedForm, asked, chosen, rows_of
from fields.forms import leave_uncut
from fields.term import said

Nominating = Practice.Nominating
ROWS = {
    "places": rows_of(PlaceForm, "country", "city"),
    "categories": rows_of(CategoryForm, "category"),
    "key_dates": rows_of(KeyDateForm),
    "references": rows_of(ReferenceForm),
    "partners": rows_of(PartnerForm, "organisation"),
    "funders": rows_of(FunderForm, "label"),
    "years": rows_of(YearForm, "year"),
}
FEWEST = {
    "places": 2,
    "categories": 4,
    "key_dates": 5,
    "references": 3,
    "partners": 3,
    "funders": 4,
    "years": 3,
}
MORE = 3
SHARE = re.compile(r"years-\d+-share_(\d+)")
NOMINATING = (
    (Nominating.SAME, Nominating.SAME.label),
    (Nominating.ORGANISATION, gettext_lazy("another organisation:")),
)


class MainForm(TypedForm):
    title = asked(Practice, "title", label=gettext_lazy("Title"))
    language = chosen(gettext_lazy("Language"), blank=Practice.Language.ENGLISH.label)
    level_of_activity = chosen(gettext_lazy("Level of activity"))
    ecosystem = chosen(gettext_lazy("Ecosystem"))
    summary = asked(Practice, "summary", label=gettext_lazy("Summary"))
    nominating = forms.ChoiceField(
        label=gettext_lazy("Who nominates it"),
        required=False,
        choices=NOMINATING,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, year: int, headings: list[NarrativeHeading], **kwargs):
        super().__init__(*args, **kwargs)
        self.headings = headings
        others = [choice for choice in Practice.Language.choices if choice[0] != "en"]
        self.offer("language", others)
        for name, model in (("level_of_activity", LevelOfActivity), ("ecosystem", Ecosystem)):
            terms = model.objects.valid_in(year).values_list("name", flat=True)
            self.offer(name, [(term, said(term)) for term in terms])
        self.fields["summary"].widget.attrs["rows"] = 12
        for heading in headings:
            field = asked(NarrativeSection, "text", label=str(heading))
            field.widget.attrs["rows"] = 3 + heading.word_limit // WORDS_IN_A_LINE
            leave_uncut([field])
            self.fields[f"section_{heading.pk}"] = field

    def sections(self) -> Iterator[tuple[NarrativeHeading, forms.BoundField, SafeString]]:
        """Give each heading with its input and its count of words."""
        for heading in self.headings:
            field = self[f"section_{heading.pk}"]
            yield heading, field, word_count(field.auto_id, field.value(), heading.word_limit)


class NominationForm:
    """The parts of the form. ``data`` is what was sent; without it, what was kept is shown with
    blank rows, of the part ``more`` with some more. Nothing kept, nothing sent: nothing is
    remarked upon."""

    def __init__(self, nomination: Nomination, data=None, more: str = ""):
        self.year = nomination.cycle.year
        self.format: NarrativeFormat | None = format_of(nomination.cycle)
        self.data = _as_sent(nomination.typed, more) if data is None else data
        headings = list(self.format.headings.all()) if self.format else []
        self.main = MainForm(self.data, year=self.year, headings=headings)
        self.types = organisation_types()
        self.contact = NominatedContactForm(self.data, prefix="contact", types=self.types)
        self.nominator = NominatedContactForm(self.data, prefix="nominator", types=self.types)
        self.rows: dict[str, Rows] = {}
        for name, rows in ROWS.items():
            given = {"partners": self._for_partners, "years": self._for_years}.get(name, dict)()
            self.rows[name] = rows(self.data, prefix=name, form_kwargs=given)
        self._offer()

    def _for_partners(self) -> dict:
        kinds = SupportType.objects.valid_in(self.year).values_list("name", flat=True)
        return {"types": self.types, "kinds": [(kind, said(kind)) for kind in kinds]}

    def _for_years(self) -> dict:
        return {"columns": len(self.rows["funders"].forms)}

    def _offer(self) -> None:
        countries = [(country.code, str(country)) for country in Country.objects.all()]
        for form in self.rows["places"]:
            form.offer("country", countries)
        for form in self.rows["categories"]:
            form.offer("category", self._categories)

    @cached_property
    def _categories(self) -> list:
        terms = Category.objects.valid_in(self.year)
        below = Prefetch("subcategories", terms, to_attr="below")
        tops = terms.filter(parent=None).prefetch_related(below)
        return [(str(top), [_whole(top), *(_below(top, sub) for sub in top.below)]) for top in tops]

    def forms(self) -> list[TypedForm]:
        rows = (form for each in self.rows.values() for form in each)
        return [self.main, self.contact, self.nominator, *rows]

    def typed(self) -> dict:
        """Return what was typed, by the names of the inputs, without what is blank."""
        return {name: value for form in self.forms() for name, value in form.typed().items()}

    @property
    def can_be_kept(self) -> bool:
        """Whether all of it came, and none of it is of a kind that no column can hold."""
        came = all(rows.management_form.is_valid() for rows in self.rows.values())
        return came and all(form.can_be_kept for form in self.forms())

    @cached_property
    def is_understood(self) -> bool:
        """Whether nothing in it is unclear; what is has its message beside it."""
        self._check_nominator()
        self._check_shares()
        rows = [each.is_valid() for each in self.rows.values()]
        return all(
            [self.main.is_valid(), self.contact.is_valid(), self.nominator.is_valid(), *rows]
        )

    def _check_nominator(self) -> None:
        named = self.nominator.is_valid() and self.nominator.cleaned_data["organisation"]
        said = self.main.is_valid() and self.main.cleaned_data["nominating"]
        if said == Nominating.ORGANISATION:
            if self.nominator.is_valid():
                self.nominator.need("organisation", _("Name the nominating organisation."))
        elif said == Nominating.SAME and named:
            message = _("An organisation is named; choose it or empty it.")
            self.main.add_error("nominating", message)

    def _check_shares(self) -> None:
        if not self.rows["years"].is_valid():
            return
        years = [form.cleaned_data for form in self.rows["years"].filled]
        for column, funder in enumerate(self.rows["funders"]):
            shares = [year for year in years if year[f"share_{column}"]]
            if funder.has_changed() and not years:
                funder.add_error("label", _("Say in the table what was paid in which year."))
            elif shares and not funder.has_changed():
                funder.add_error("label", _("Name who paid the shares in this column."))

    @property
    def summary_words(self) -> SafeString:
        summary = self.main["summary"]
        limit = self.format.summary_limit if self.format else 250
        return word_count(summary.auto_id, summary.value(), limit)


def _whole(top: Category) -> tuple[int, str]:
    return top.pk, _("%s as a whole") % top


def _below(top: Category, sub: Category) -> tuple[int, str]:
    return sub.pk, f"{top}: {said(sub.name)}"


def _as_sent(typed: dict, more: str) -> MultiValueDict:
    """Return what was kept as if it were sent now, with blank rows at the end of each part."""
    data = {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    for name, fewest in FEWEST.items():
        numbers = [int(key.split("-")[1]) for key in typed if key.startswith(f"{name}-")]
        if name == "funders":
            numbers += [int(found[1]) for key in typed if (found := SHARE.fullmatch(key))]
        count = max(fewest, max(numbers, default=-1) + 2) + (MORE if name == more else 0)
        data |= {
            f"{name}-TOTAL_FORMS": [str(min(count, MOST_ROWS))],
            f"{name}-INITIAL_FORMS": ["0"],
        }
    return MultiValueDict(data)
