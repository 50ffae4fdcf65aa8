"""A section or paragraph as one version had it, at its permanent address."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.comparison import marked
from cases.models import PracticeVersion
from cases.page_cache import same_for_every_visitor
from cases.passages import Section, counterpart, section_called
from cases.record.reading_copy import frozen_copy
from cases.views import cite
from cases.views.practice import direction_of
from cases.views.versions import version_or_404


@same_for_every_visitor
def passage(request, slug, number, section, paragraph=None):
    """Show the passage as it was, and what became of it since."""
    case, shown, latest = version_or_404(request.reader, slug, number)
    record = frozen_copy(shown.record, request.reader)
    found, text = _passage_or_404(record, section, paragraph)
    cited = _cited(shown, found, paragraph)
    context = {
        "case": case,
        "shown": shown,
        "latest": latest,
        "record": record,
        "direction": direction_of(record),
        "section": found,
        "paragraph": paragraph,
        "text": text,
        "cite": cite.cite_this(cited, partial(_address, shown, section, paragraph)),
    }
    if text is not None and number != latest:
        context |= _since(
            case.versions.get(number=latest), request.reader, section, paragraph, text
        )
    return render(request, "cases/passage.html", context)


@same_for_every_visitor
def cite_passage(request, slug, number, section, name, paragraph=None):
    _case, shown, _latest = version_or_404(request.reader, slug, number)
    found, _text = _passage_or_404(frozen_copy(shown.record, request.reader), section, paragraph)
    return cite.citation_file(_cited(shown, found, paragraph), name)


def _passage_or_404(record: dict, key: str, paragraph: int | None) -> tuple[Section, str | None]:
    found = section_called(record, key)
    try:
        if found:
            return found, found.part(paragraph)
    except IndexError:
        pass
    raise Http404(_("That version has no such passage."))


def _since(current: PracticeVersion, reader, key: str, paragraph: int | None, text: str) -> dict:
    """Return what became of the passage: ``now`` is None where it is no longer there."""
    section = section_called(frozen_copy(current.record, reader), key)
    if section is None or section.text is None:
        return {"now": None, "gone": True}
    place = counterpart(text, section) if paragraph else None
    if paragraph and place is None:
        return {"now": None, "gone": True}
    now = section.part(place)
    before, after = marked(text, now)
    return {
        "now": now,
        "changed": now != text,
        "before": before,
        "after": after,
        "now_address": _address(current, key, place),
    }


def _cited(version: PracticeVersion, section: Section, paragraph: int | None):
    part = section.heading
    if paragraph:
        part = f"{part}, para. {paragraph}"
    return cite.version_cited(version, part, _address(version, section.key, paragraph))


def _address(version, key: str, paragraph: int | None, name: str = "") -> str:
    values = [version.practice.slug, version.number, key, *([paragraph] if paragraph else [])]
    return reverse("cite_passage" if name else "passage", args=[*values, *([name] if name else [])])
