"""Any list of cases as an Atom feed (RFC 4287), newest first; what it holds is open to everyone."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases import search as engine
from cases.access import Reader
from cases.criteria import Criteria, Sort
from cases.filters import PracticeFilter
from cases.models import Practice
from cases.page_cache import same_for_every_visitor
from cases.views.addresses import search_address
from cases.views.cards import in_order
from cases.views.facet_panel import in_words
from web.addresses import on_this_site
from web.rate_limit import SAFE, rate_limited

ENTRIES = 50
"""So many of the newest."""


@same_for_every_visitor
@rate_limited("search", methods=SAFE)
def feed(request):
    """The cases that ``request``'s query string asks for, in the language of the interface."""
    asked = PracticeFilter(request.GET)
    if not asked.is_valid():
        return HttpResponse(_faults(asked.form), status=400, content_type="text/plain")
    criteria = replace(asked.criteria, sort=Sort.NEWEST)
    result = engine.search(criteria, Reader.VISITOR, size=ENTRIES)
    made = _feed(criteria, in_words(result.facets, criteria))
    for practice in _in_order(result.hits):
        _add(made, practice)
    answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    made.write(answer, "utf-8")
    answer.data_version = result.data_version
    return answer


def _feed(criteria: Criteria, asked: str) -> Atom1Feed:
    plain = replace(criteria, sort=Sort.RELEVANCE)
    return Atom1Feed(
        title=f"{settings.SITE_NAME}: {asked}" if asked else settings.SITE_NAME,
        link=on_this_site(search_address(plain)),
        description=_("The newest cases of this list"),
        language=get_language(),
        author_name=settings.SITE_NAME,
        feed_url=on_this_site(search_address(plain, view="feed")),
    )


def _in_order(hits: list[engine.Hit]) -> list[Practice]:
    found = (
        Practice.objects.published()
        .with_publications()
        .prefetch_related("categories")
        .select_related("contact_organisation")
        .in_bulk([hit.practice_id for hit in hits])
    )
    return in_order(found, hits)


def _add(made: Atom1Feed, practice: Practice) -> None:
    made.add_item(
        title=practice.title,
        link=on_this_site(practice.get_absolute_url()),
        description=practice.summary,
        unique_id=practice.uid.urn,
        pubdate=practice.first_publication,
        updateddate=practice.last_publication,
        categories=[category.name for category in practice.categories.all()],
        author_name=practice.contact_organisation.name if practice.contact_organisation else None,
    )


def _faults(form) -> str:
    rows = (f"{name}: {' '.join(faults)}" for name, faults in form.errors.items())
    return "\n".join(rows) + "\n"
