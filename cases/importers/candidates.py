"""Terms of a saved page that no vocabulary has, on their way to a curator."""

import copy
from collections.abc import Iterable

from cases.importers.saved_page import Candidate

SCALES = {"level of activity": "level_of_activity", "ecosystem": "ecosystem"}


def with_candidates(record: dict, candidates: Iterable[Candidate]) -> dict:
    """Return the record with the unknown terms in place, so that storing it finds them unknown.

    What a page states once and well is kept where both would stand in one place.
    """
    record = copy.deepcopy(record)
    for found in candidates:
        if key := SCALES.get(found.vocabulary):
            record.setdefault(key, found.term)
        elif found.vocabulary in ("category", "subcategory"):
            _classify(record.setdefault("categories", []), found)
        elif found.vocabulary in ("organisation type", "support type"):
            _describe(_contact(record, found.place), found)
    return record


def _classify(tops: list[dict], found: Candidate) -> None:
    name = found.place or found.term
    top = next((top for top in tops if top["category"] == name), None)
    if top is None:
        top = {"category": name, "subcategories": []}
        tops.append(top)
    if found.place:
        top["subcategories"].append(found.term)


def _contact(record: dict, place: str) -> dict:
    key, _, number = place.partition(".")
    found = record.get(key)
    if number:
        return found[int(number)]
    return found if isinstance(found, dict) else {}


def _describe(contact: dict, found: Candidate) -> None:
    if found.vocabulary == "organisation type":
        contact.setdefault("organisation_type", found.term)
    else:
        contact.setdefault("support", []).append({"type": found.term})
