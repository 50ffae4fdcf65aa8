"""Two who saved one case: what the second typed is put onto what the first stored.

Nothing is merged unseen. The form comes back with all that was typed; rows the other added are in
it, rows the other deleted are new ones again, and each difference is listed with both texts.
"""

import copy
import datetime
from dataclasses import dataclass

from django.forms import BoundField
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.admin.narrative import SectionForm

TOTAL, INITIAL = "TOTAL_FORMS", "INITIAL_FORMS"
Row = dict[str, list[str]]


@dataclass(frozen=True)
class Difference:
    """A field of which two texts exist; ``field`` is its id in the form, if it is there."""

    label: str
    typed: str
    stored: str
    field: str = ""


class Conflict:
    """``data`` is what was typed, to be shown and sent again; ``differences`` what to look at."""

    def __init__(self, typed: QueryDict, form, formsets):
        self.data = typed.copy()
        self.differences: list[Difference] = []
        for name in ("revision", "shown_state"):
            self.data[name] = str(form[name].value())
        for each in (form, *form.contacts.values()):
            self._compare(each, "")
        for formset in formsets:
            columns = getattr(formset, "columns", None)
            if columns is not None:
                moved = self._put_rows(columns, _("Funder"))
                self._move_shares(formset.prefix, moved)
            self._put_rows(formset, capfirst(formset.model._meta.verbose_name))

    def _compare(self, form, where: str) -> None:
        for field in form:
            name = field.html_name
            if field.is_hidden or field.name in ("DELETE", "order", "reason"):
                continue
            typed, stored = self.data.getlist(name), typed_again(field)
            if [*map(_even, typed)] != [*map(_even, stored)] and {*typed, *stored} != {""}:
                label = f"{where}: {field.label}" if where else capfirst(field.label)
                texts = (_shown(field, typed), _shown(field, stored))
                self.differences.append(Difference(label, *texts, field.auto_id))

    def _put_rows(self, stored, name: str) -> dict[int, int]:
        """Put the typed rows onto the ``stored`` ones; return which typed row went where."""
        prefix = stored.prefix
        typed = [_row(self.data, f"{prefix}-{number}-") for number in range(self._total(prefix))]
        places, rows, moved = _Places(typed), [], {}
        for form in stored.initial_forms:
            theirs, number = _row_of(form), places.of(form)
            if number is not None:
                moved[number] = len(rows)
                mine = {**typed[number], "id": theirs["id"]}
                theirs = {**{key: theirs[key] for key in theirs if "share_" in key}, **mine}
            rows.append(theirs)
        for number, row in places.rest():
            moved[number] = len(rows)
            if "".join(row.pop("id", [])):
                self._say(name, row, gone=True)
            rows.append(row)
        self._write(prefix, rows, len(stored.initial_forms))
        for number, form in enumerate(stored.initial_forms):
            if number in moved.values():
                self._compare(form, f"{name} {number + 1}")
                if hasattr(form, "contact"):
                    self._compare(form.contact, f"{name} {number + 1}")
            else:
                self._say(name, _row_of(form), gone=False)
        return moved

    def _say(self, name: str, row: Row, gone: bool) -> None:
        hidden = ("id", "practice", "heading", "order", "DELETE")
        words = [" ".join(row[key]) for key in row if key not in hidden]
        text = " · ".join(filter(None, words))
        pair = (text, _("deleted")) if gone else ("", text)
        self.differences.append(Difference(name, *pair))

    def _total(self, prefix: str) -> int:
        total = self.data.get(f"{prefix}-{TOTAL}", "")
        return int(total) if total.isdecimal() else 0

    def _write(self, prefix: str, rows: list[Row], initial: int) -> None:
        for key in [key for key in self.data if key.startswith(f"{prefix}-")]:
            if key.removeprefix(f"{prefix}-")[:1].isdecimal():
                del self.data[key]
        for number, row in enumerate(rows):
            for key, values in row.items():
                self.data.setlist(f"{prefix}-{number}-{key}", values)
        self.data[f"{prefix}-{TOTAL}"] = str(len(rows))
        self.data[f"{prefix}-{INITIAL}"] = str(initial)

    def _move_shares(self, prefix: str, moved: dict[int, int]) -> None:
        for number in range(self._total(prefix)):
            head = f"{prefix}-{number}-share_"
            shares = {old: self.data.getlist(f"{head}{old}") for old in moved}
            for old in moved:
                self.data.pop(f"{head}{old}", None)
            for old, values in shares.items():
                self.data.setlist(f"{head}{moved[old]}", values)


class _Places:
    """Finds the typed row that stands for a stored one: by its key, a section by its heading."""

    def __init__(self, typed: list[Row]):
        self.typed = typed
        self.left = set(range(len(typed)))

    def of(self, form) -> int | None:
        keys = ("id", "heading") if isinstance(form, SectionForm) else ("id",)
        for key in keys:
            stored = typed_again(form[key])
            for number in sorted(self.left):
                if self.typed[number].get(key) == stored:
                    self.left.discard(number)
                    return number
        return None

    def rest(self):
        return [(number, self.typed[number]) for number in sorted(self.left)]


def find(desk, request, practice) -> Conflict:
    """Return the conflict between what ``request`` sent and what is stored of ``practice``."""
    looking = copy.copy(request)
    looking.method, looking.POST = "GET", QueryDict()
    form = desk.get_form(looking, practice, change=True)(instance=practice)
    formsets = [
        kind(**desk.get_formset_kwargs(looking, practice, inline, kind.get_default_prefix()))
        for kind, inline in desk.get_formsets_with_inlines(looking, practice)
    ]
    return Conflict(request.POST, form, formsets)


def typed_again(field: BoundField) -> list[str]:
    """Return what a browser would send for ``field`` as it stands."""
    value = field.value()
    if value is None or value is False:
        return [] if value is False or field.widget_type == "checkboxselectmultiple" else [""]
    if value is True:
        return ["on"]
    if isinstance(value, list | tuple | set):
        return [str(each) for each in value]
    if isinstance(value, datetime.date):
        return [value.isoformat()]
    return [str(value)]


def _row_of(form) -> Row:
    forms = [form, *([form.contact] if hasattr(form, "contact") else [])]
    head = f"{form.prefix}-"
    fields = [field for each in forms for field in each if field.name != "DELETE"]
    return {field.html_name.removeprefix(head): typed_again(field) for field in fields}


def _row(data: QueryDict, head: str) -> Row:
    return {key.removeprefix(head): data.getlist(key) for key in data if key.startswith(head)}


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _shown(field: BoundField, values: list[str]) -> str:
    """Return ``values`` as the reader of the form knows them: choices by their labels."""
    names = {}
    for value, label in getattr(field.field, "choices", ()):
        group = label if isinstance(label, list | tuple) else [(value, label)]
        names |= {str(key): str(name) for key, name in group}
    return ", ".join(names.get(value, value) for value in values)
