"""The one column list: which columns the sheets of a case have, for exports, template and import.

A part is a sheet of the workbook, and of the table with one line per case a column (or, for the
narrative, a column for each heading). The rows of a part are made from the exchange record
(docs/record.md) and read back into it by ``cases.exports.rows``.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from cases.access import Part as Closed
from cases.models import Claim, FinancialYear, FollowUp, Practice, Recognition, Reference, Transfer

CASE = "case"
"""The first column of every sheet: what a case is called there, its address in our exports."""


@dataclass(frozen=True)
class Column:
    """``kind`` is text, whole (number), amount, percent, currency, list, flag, date or day;
    ``choices`` are the values there are, or the name of the vocabulary that has them. What is
    ``computed`` is written, never read.
    """

    name: str
    about: str
    kind: str = "text"
    choices: tuple[str, ...] | str = ()
    required: bool = False
    computed: bool = False


@dataclass(frozen=True)
class SheetPart:
    """``key`` is its place in the record, ``closed_as`` the part of the access policy it is in."""

    name: str
    about: str
    columns: tuple[Column, ...]
    closed_as: Closed | None = None

    @cached_property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


def _values(choices) -> tuple[str, ...]:
    return tuple(choices.values)


CASES = SheetPart(
    "cases",
    "One line for each case.",
    (
        Column("id", _("Identifier that stays with the case; empty for a new one.")),
        Column("state", "Where the case stands.", computed=True),
        Column("version", "Number of the last published version.", "whole", computed=True),
        Column("web address", "The page of the case.", computed=True),
        Column("title", _("Title of the case."), required=True),
        Column("language", _("Language of the text."), choices=_values(Practice.Language)),
        Column("translation_of", _("Identifier of the case it is a translation of.")),
        Column("translated_version", _("Version of that the translation was made from."), "whole"),
        Column("countries", _("Two-letter codes; the first is the lead."), "list", "countries"),
        Column("cities", _("Names of cities in these countries."), "list"),
        Column("population", "People of the cities, where known of all.", "whole", computed=True),
        Column("level_of_activity", _("Level of activity."), choices="levels_of_activity"),
        Column("ecosystem", _("Ecosystem."), choices="ecosystems"),
        Column("summary", _("Up to 250 words.")),
        Column("illustrative", _("yes for a sample with invented figures."), "flag", ("yes", "no")),
        Column("source kind", _("Where the record came from."), choices=_values(Practice.Source)),
        Column("source name", _("Name of the source.")),
        Column("source licence", _("Licence of the text.")),
        Column("imported", _("Day it was imported."), "day"),
        Column("first_published", _("Day, such as 2002-10-01."), "day"),
        Column("last_reviewed", _("Day, such as 2006-05-01."), "day"),
    ),
)
ORGANISATIONS = SheetPart(
    "organisations",
    "Contact, nominating organisation and partners.",
    (
        Column(
            "role",
            _("What the organisation is to the case."),
            choices=("contact", "nominating", "partner"),
            required=True,
        ),
        Column("organisation", _("Name; “same as contact” for the nominating one."), required=True),
        Column("acronym", _("Short name.")),
        Column("organisation_type", _("Type of organisation."), choices="organisation_types"),
        Column(
            "support", _("What a partner gave; words after “Other: ”."), "list", "support_types"
        ),
        Column("person", _("Somebody to reach there; never public.")),
        Column("address", _("Postal address.")),
        Column("phones", _("Telephone numbers."), "list"),
        Column("faxes", _("Fax numbers."), "list"),
        Column("emails", _("Mail addresses."), "list"),
        Column("url", _("Web address.")),
    ),
)
FINANCIALS = SheetPart(
    "financials",
    "One line for each share of a year, or one for a year without shares.",
    (
        Column("year", _("Year."), "whole", required=True),
        Column("total", _("As written, such as 8.40."), "amount"),
        Column("unit", _("Of the total."), choices=_values(FinancialYear.Unit)),
        Column("currency", _("Three letters, such as USD."), "currency"),
        Column("label", _("Column of the financial table: who bore the share.")),
        Column("partner", _("The partner of this label, by name.")),
        Column("percent", _("Share in per cent; empty for a dash."), "percent"),
        Column("unassigned", "Rest of the year nobody is named for, in per cent.", computed=True),
        Column("base_year", "Year of the constant US dollars.", "whole", computed=True),
        Column("dollars", "The total in constant US dollars, rounded.", computed=True),
        Column("per_inhabitant", "Constant US dollars per inhabitant.", computed=True),
        Column("not_computed", "Why there are no constant US dollars.", computed=True),
    ),
    Closed.FINANCES,
)
PARTS = (
    CASES,
    SheetPart(
        "recognitions",
        "Labels received, one line for each cycle.",
        (
            Column("level", _("The label."), choices=_values(Recognition.Level), required=True),
            Column("cycle", _("Year of the award cycle."), "whole", required=True),
            Column("body", _("Awarding body.")),
            Column("date", _("Year, month or day."), "date"),
            Column("reasons", _("Written reasons.")),
            Column("disagreement", _("Which source says otherwise.")),
        ),
    ),
    SheetPart(
        "categories",
        "One line for each sub-category, or one for a top category alone.",
        (
            Column("category", _("Top category."), choices="categories", required=True),
            Column("subcategory", _("Sub-category."), choices="subcategories"),
        ),
    ),
    SheetPart(
        "narrative",
        "One line for each headed section.",
        (
            Column("heading", _("Heading of the section."), choices="headings", required=True),
            Column("text", _("Text in Markdown."), required=True),
            Column("words", "Number of words.", "whole", computed=True),
        ),
        Closed.NARRATIVE,
    ),
    SheetPart(
        "key_dates",
        "What happened when.",
        (
            Column(
                "date", _("Year, month or day: 1965, 1980-08, 1997-12-15."), "date", required=True
            ),
            Column("text", _("What happened."), required=True),
        ),
    ),
    SheetPart(
        "references",
        "Press, reports and web links.",
        (
            Column("kind", _("Kind."), choices=_values(Reference.Kind), required=True),
            Column("text", _("Title and where it appeared."), required=True),
            Column("url", _("Web address.")),
        ),
    ),
    ORGANISATIONS,
    FINANCIALS,
    SheetPart(
        "claims",
        "Results with their evidence.",
        (
            Column("section", _("Heading it stands under."), choices="headings", required=True),
            Column("quote", _("The passage, word for word."), required=True),
            Column("before", _("The words before it, where it stands twice.")),
            Column("value", _("Such as 40.")),
            Column("unit", _("Such as %.")),
            Column("place", _("Where.")),
            Column("period", _("When.")),
            Column("baseline", _("Compared with what.")),
            Column("measured_by", _("Who measured.")),
            Column("evidence", _("Kind of evidence."), choices=_values(Claim.Evidence)),
            Column("source", _("Where it can be checked.")),
        ),
        Closed.CLAIMS,
    ),
    SheetPart(
        "transfers",
        "Who took the practice up, failures included.",
        (
            Column("recipient", _("Who took it up."), required=True),
            Column("country", _("Two-letter code."), choices="countries"),
            Column("city", _("City there.")),
            Column("year", _("Year."), "whole"),
            Column("what", _("Which part.")),
            Column("changes", _("What was changed.")),
            Column("result", _("What came of it."), choices=_values(Transfer.Result)),
            Column("evidence", _("How this is known.")),
            Column("confirmed_by", _("Who confirms it."), choices=_values(Transfer.Confirmed)),
        ),
    ),
    SheetPart(
        "follow_ups",
        "What was heard later.",
        (
            Column("date", _("Year, month or day."), "date", required=True),
            Column("state", _("How it stands."), choices=_values(FollowUp.State), required=True),
            Column("source", _("Who said so.")),
            Column("remark", _("In words.")),
        ),
    ),
)
PARTS_BY_NAME = {part.name: part for part in PARTS}
