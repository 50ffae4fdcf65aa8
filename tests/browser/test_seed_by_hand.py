"""The seed's case entered by hand: every part, one form, the keyboard alone, nothing else opened.

What is typed is what the importer reads of the saved page; what is stored must be the same.
"""

import pytest

from cases.importers.saved_page import parse_page
from cases.models import Practice
from cases.record import read_record
from partners.models import Organisation
from tests.browser.moves import SUGGESTED, log_in
from tests.cases.importers.saved_pages import SEED, VOCABULARY
from tests.cast import amina

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not SEED.exists(), reason=f"the real page is not there: {SEED}"),
]

MONTHS = "January February March April May June July August September October November December"
PARTS = (
    "title", "countries", "recognitions", "categories", "level_of_activity", "ecosystem", "summary",
    "narrative", "key_dates", "references", "contact", "nominating", "partners", "financials",
)  # fmt: skip
PASTED = 80
COUNTED = ("words", "limit", "unassigned")


class Typist:
    """Goes through a form with the keyboard and counts: keys, fields, and texts pasted."""

    def __init__(self, page):
        self.page = page
        self.tabs = self.keys = self.fields = self.pasted = 0

    def to(self, name: str, most: int = 60) -> None:
        """Press Tab until the field called ``name`` has the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            self.tabs += 1
            if self.page.evaluate("document.activeElement.name") == name:
                self.fields += 1
                return
        raise AssertionError(f"{name} cannot be reached with the keyboard")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def enter(self, name: str, text) -> None:
        """Go to a field and type a text into it; a long one is pasted."""
        if not text:
            return
        if self.page.evaluate("document.activeElement.name") != name:
            self.to(name)
        if len(str(text)) > PASTED:
            self.page.keyboard.insert_text(str(text))
            self.pasted += 1
        else:
            self.page.keyboard.type(str(text))
            self.keys += len(str(text))

    def choose(self, name: str, label: str) -> None:
        """Go to a select and type the beginning of an option."""
        self.enter(name, label)

    def take(self, name: str, typed: str) -> None:
        """Go to a field, type a part of a name and take the first suggestion."""
        self.enter(name, typed)
        self.page.locator(SUGGESTED).first.wait_for()
        self.press("ArrowDown")
        self.press("Enter")

    def unfold(self, prefix: str) -> None:
        """Go to the details of a contact, which unfold for an organisation that is new."""
        for _ in range(5):
            self.page.keyboard.press("Tab")
            self.tabs += 1
            if self.page.evaluate("document.activeElement.tagName") == "SUMMARY":
                assert self.page.evaluate("document.activeElement.parentElement.open")
                return
        raise AssertionError(f"the details of {prefix} cannot be reached")


def as_people_write(date: str) -> str:
    year, month, day = [*date.split("-"), "", ""][:3]
    name = MONTHS.split()[int(month) - 1] if month else ""
    return " ".join(filter(None, [day.lstrip("0"), name, year]))


def type_contact(typist: Typist, prefix: str, contact: dict) -> None:
    acronym = contact.get("acronym")
    name = contact["organisation"] + (f" ({acronym})" if acronym else "")
    typist.enter(f"{prefix}-organisation", name)
    typist.enter(f"{prefix}-person", contact.get("person"))
    typist.unfold(prefix)
    typist.choose(f"{prefix}-organisation_type", contact.get("organisation_type"))
    typist.enter(f"{prefix}-address", contact.get("address"))
    for key in ("phones", "faxes", "emails"):
        typist.enter(f"{prefix}-{key}", "; ".join(contact.get(key) or []))
    typist.enter(f"{prefix}-url", contact.get("url"))


def type_head(typist: Typist, record: dict) -> None:
    typist.enter("title", record["title"])
    typist.take("locations-0-city", record["cities"][0][:7])
    typist.choose("recognitions-0-level", "Good")
    typist.choose("recognitions-0-cycle", "Cycle of 2002")
    row = 0
    for entry in record["categories"]:
        for sub in entry["subcategories"]:
            typist.take(f"classifications-{row}-category", sub)
            row += 1
    typist.choose("level_of_activity", record["level_of_activity"])
    typist.choose("ecosystem", record["ecosystem"])
    typist.enter("summary", record["summary"])


def type_rows(typist: Typist, record: dict) -> None:
    for row, section in enumerate(record["narrative"]):
        typist.enter(f"sections-{row}-text", section["text"])
    for row, entry in enumerate(record["key_dates"]):
        typist.enter(f"key_dates-{row}-date", as_people_write(entry["date"]))
        typist.enter(f"key_dates-{row}-text", entry["text"])
    kinds = {"press": "press", "report": "report", "web": "web link"}
    for row, entry in enumerate(record["references"]):
        typist.choose(f"references-{row}-kind", kinds[entry["kind"]])
        typist.enter(f"references-{row}-text", entry["text"])
        typist.enter(f"references-{row}-url", entry.get("url"))


def type_partners(typist: Typist, record: dict) -> None:
    type_contact(typist, "contact", record["contact"])
    typist.to("nominating")
    typist.press("ArrowDown")
    for row, partner in enumerate(record["partners"]):
        type_contact(typist, f"partnerships-{row}-contact", partner)
        for support in partner["support"]:
            box = f"//label[contains(., '{support['type']}')]/input"
            value = typist.page.locator(f"#partnerships-{row}").locator(box).get_attribute("value")
            typist.to(f"partnerships-{row}-kinds")
            while typist.page.evaluate("document.activeElement.value") != value:
                typist.to(f"partnerships-{row}-kinds")
            typist.press("Space")


def type_finances(typist: Typist, record: dict) -> None:
    labels = [share["label"] for share in record["financials"][0]["shares"]]
    for column, label in enumerate(labels):
        typist.enter(f"funders-{column}-label", label)
    for row, year in enumerate(record["financials"]):
        typist.enter(f"financial_years-{row}-year", year["year"])
        typist.enter(f"financial_years-{row}-total", year["total"])
        if row == 0:
            typist.choose(f"financial_years-{row}-unit", year["unit"])
        for column, share in enumerate(year["shares"]):
            typist.enter(f"financial_years-{row}-share_{column}", share["percent"])


def told(part):
    """A part of a record without what only says that nothing is there, and without counts."""
    if isinstance(part, dict):
        rows = {key: told(value) for key, value in part.items() if key not in COUNTED}
        return {key: value for key, value in rows.items() if value not in (None, "", [], {})}
    if isinstance(part, list):
        return [told(each) for each in part if "percent" not in each or each["percent"]]
    return part


def test_the_seed_is_entered_in_one_sitting_without_leaving_the_form(reading_room, browser_page):
    Practice.objects.all().delete()
    Organisation.objects.all().delete()
    record = parse_page(SEED.read_bytes(), VOCABULARY).record
    page = browser_page()
    log_in(page, amina())
    page.goto("/admin/cases/practice/add/")
    typist = Typist(page)
    for part in (type_head, type_rows, type_partners, type_finances):
        part(typist, record)
    page.keyboard.press("Control+s")
    page.wait_for_load_state("load")
    page.locator(".messagelist, .errornote").first.wait_for()
    assert page.locator("td:has(> .errorlist), .field.errors").all_inner_texts() == []
    made = read_record(Practice.objects.get(title=record["title"]), with_persons=True)
    print(
        f"{typist.fields} fields, {typist.tabs} times Tab, {typist.keys} other keys, "
        f"{typist.pasted} texts pasted"
    )
    assert {part: told(made[part]) for part in PARTS} == {
        part: told(record[part]) for part in PARTS
    }
