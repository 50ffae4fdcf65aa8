from cases.views.browse import browse, browse_kind, browse_term
from cases.views.cite import cite_search, cite_search_file
from cases.views.claims import claims
from cases.views.compare import compare
from cases.views.coverage import coverage
from cases.views.coverage_file import coverage_file
from cases.views.export import export_search
from cases.views.facet_options import options
from cases.views.home import home
from cases.views.nominations import (
    begin_nomination,
    nomination,
    nomination_form,
    nominations,
)
from cases.views.own_place import own_place
from cases.views.pages import about, order, site_page
from cases.views.passages import cite_passage, passage
from cases.views.pdf import practice_pdf
from cases.views.practice import practice
from cases.views.recognition import cycle, dossier
from cases.views.relay import write_to_contact
from cases.views.search import search
from cases.views.style import style
from cases.views.suggest import suggest
from cases.views.versions import cite_version, compare_versions, version, versions

__all__ = [
    "about",
    "begin_nomination",
    "browse",
    "browse_kind",
    "browse_term",
    "cite_passage",
    "cite_search",
    "cite_search_file",
    "cite_version",
    "claims",
    "compare",
    "compare_versions",
    "coverage",
    "coverage_file",
    "cycle",
    "dossier",
    "export_search",
    "home",
    "nomination",
    "nomination_form",
    "nominations",
    "options",
    "order",
    "own_place",
    "passage",
    "practice",
    "practice_pdf",
    "search",
    "site_page",
    "style",
    "suggest",
    "version",
    "versions",
    "write_to_contact",
]
