"""The one column list: which columns the sheets of a case have, for exports, template and import.

A part is a sheet of the workbook, and of the table with one line per case a column (or, for the
narrative, a column for each heading). The rows of a part are made from the exchange record
(docs/record.md) and read back into it by ``cases.exports.rows``.
"""

from dataclasses import dataclass
from functools import cached_property

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
        Column("id", "Identifier that stays with the case; empty for a new one."),
        Column("state", "Where the case stands.", computed=True),
        Column("version", "Number of the last published version.", "whole", computed=True),
        Column("web address", "The page of the case.", computed=True),
        Column("title", "Title of the case.", required=True),
        Column("language", "Language of the text.", choices=_values(Practice.Language)),
        Column("translation_of", "Identifier of the case it is a translation of."),
        Column("translated_version", "Version of that the translation was made from.", "whole"),
        Column("countries", "Two-letter codes; the first is the lead.", "list", "countries"),
        Column("cities", "Names of cities in these countries.", "list"),
        Column("population", "People of the cities, where known of all.", "whole", computed=True),
        Column("level_of_activity", "Level of activity.", choices="levels_of_activity"),
        Column("ecosystem", "Ecosystem.", choices="ecosystems"),
        Column("summary", "Up to 250 words."),
        Column("illustrative", "yes for a sample with invented figures.", "flag", ("yes", "no")),
        Column("source kind", "Where the record came from.", choices=_values(Practice.Source)),
        Column("source name", "Name of the source."),
        Column("source licence", "Licence of the text."),
        Column("imported", "Day it was imported.", "day"),
        Column("first_published", "Day, such as 2002-10-01.", "day"),
        Column("last_reviewed", "Day, such as 2006-05-01.", "day"),
    ),
)
ORGANISATIONS = SheetPart(
    "organisations",
    "Contact, nominating organisation and partners.",
    (
        Column(
            "role",
            "What the organisation is to the case.",
            choices=("contact", "nominating", "partner"),
            required=True,
        ),
        Column("organisation", "Name; “same as contact” for the nominating one.", required=True),
        Column("acronym", "Short name."),
        Column("organisation_type", "Type of organisation.", choices="organisation_types"),
        Column("support", "What a partner gave; words after “Other: ”.", "list", "support_types"),
        Column("person", "Somebody to reach there; never public."),
        Column("address", "Postal address."),
        Column("phones", "Telephone numbers.", "list"),
        Column("faxes", "Fax numbers.", "list"),
        Column("emails", "Mail addresses.", "list"),
        Column("url", "Web address."),
    ),
)
FINANCIALS = SheetPart(
    "financials",
    "One line for each share of a year, or one for a year without shares.",
    (
        Column("year", "Year.", "whole", required=True),
        Column("total", "As written, such as 8.40.", "amount"),
        Column("unit", "Of the total.", choices=_values(FinancialYear.Unit)),
        Column("currency", "Three letters, such as USD.", "currency"),
        Column("label", "Column of the financial table: who bore the share."),
        Column("partner", "The partner of this label, by name."),
        Column("percent", "Share in per cent; empty for a dash.", "percent"),
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
            Column("level", "The label.", choices=_values(Recognition.Level), required=True),
            Column("cycle", "Year of the award cycle.", "whole", required=True),
            Column("body", "Awarding body."),
            Column("date", "Year, month or day.", "date"),
            Column("reasons", "Written reasons."),
            Column("disagreement", "Which source says otherwise."),
        ),
    ),
    SheetPart(
        "categories",
        "One line for each sub-category, or one for a top category alone.",
        (
            Column("category", "Top category.", choices="categories", required=True),
            Column("subcategory", "Sub-category.", choices="subcategories"),
        ),
    ),
    SheetPart(
        "narrative",
        "One line for each headed section.",
        (
            Column("heading", "Heading of the section.", choices="headings", required=True),
            Column("text", "Text in Markdown.", required=True),
            Column("words", "Number of words.", "whole", computed=True),
        ),
        Closed.NARRATIVE,
    ),
    SheetPart(
        "key_dates",
        "What happened when.",
        (
            Column("date", "Year, month or day: 1965, 1980-08, 1997-12-15.", "date", required=True),
            Column("text", "What happened.", required=True),
        ),
    ),
    SheetPart(
        "references",
        "Press, reports and web links.",
        (
            Column("kind", "Kind.", choices=_values(Reference.Kind), required=True),
            Column("text", "Title and where it appeared.", required=True),
            Column("url", "Web address."),
        ),
    ),
    ORGANISATIONS,
    FINANCIALS,
    SheetPart(
        "claims",
        "Results with their evidence.",
        (
            Column("section", "Heading it stands under.", choices="headings", required=True),
            Column("quote", "The passage, word for word.", required=True),
            Column("before", "The words before it, where it stands twice."),
            Column("value", "Such as 40."),
            Column("unit", "Such as %."),
            Column("place", "Where."),
            Column("period", "When."),
            Column("baseline", "Compared with what."),
            Column("measured_by", "Who measured."),
            Column("evidence", "Kind of evidence.", choices=_values(Claim.Evidence)),
            Column("source", "Where it can be checked."),
        ),
        Closed.CLAIMS,
    ),
    SheetPart(
        "transfers",
        "Who took the practice up, failures included.",
        (
            Column("recipient", "Who took it up.", required=True),
            Column("country", "Two-letter code.", choices="countries"),
            Column("city", "City there."),
            Column("year", "Year.", "whole"),
            Column("what", "Which part."),
            Column("changes", "What was changed."),
            Column("result", "What came of it.", choices=_values(Transfer.Result)),
            Column("evidence", "How this is known."),
            Column("confirmed_by", "Who confirms it.", choices=_values(Transfer.Confirmed)),
        ),
    ),
    SheetPart(
        "follow_ups",
        "What was heard later.",
        (
            Column("date", "Year, month or day.", "date", required=True),
            Column("state", "How it stands.", choices=_values(FollowUp.State), required=True),
            Column("source", "Who said so."),
            Column("remark", "In words."),
        ),
    ),
)
PARTS_BY_NAME = {part.name: part for part in PARTS}
