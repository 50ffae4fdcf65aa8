from django.urls import path

from cases.api import citing, organisations, practices, searching, terms
from cases.api.documentation import documentation, openapi

app_name = "api"

PRACTICE = "practices/<slug:practice>/"
VERSION = f"{PRACTICE}versions/<int:number>/"

urlpatterns = [
    path("practices/", practices.PracticeList.as_view(), name="practices"),
    path(PRACTICE, practices.PracticeDetail.as_view(), name="practice"),
    path(f"{PRACTICE}versions/", practices.VersionList.as_view(), name="versions"),
    path(VERSION, practices.VersionDetail.as_view(), name="version"),
    path(f"{PRACTICE}citation/", citing.Citation.as_view(), name="citation"),
    path(f"{VERSION}citation/", citing.VersionCitation.as_view(), name="version_citation"),
    path(f"{VERSION}citation.<str:name>", citing.CitationFile.as_view(), name="citation_file"),
    path(f"{PRACTICE}claims/", practices.ClaimList.as_view(), name="claims"),
    path(f"{PRACTICE}transfers/", practices.TransferList.as_view(), name="transfers"),
    path("facets/", searching.Facets.as_view(), name="facets"),
    path("coverage/", searching.Coverage.as_view(), name="coverage"),
    path("suggestions/", searching.Suggestions.as_view(), name="suggestions"),
    path("categories/", terms.Categories.as_view(), name="categories"),
    path("countries/", terms.Countries.as_view(), name="countries"),
    path("cities/", terms.Cities.as_view(), name="cities"),
    path("cycles/", terms.Cycles.as_view(), name="cycles"),
    path("organisations/", organisations.OrganisationList.as_view(), name="organisations"),
    path(
        "organisations/<int:key>/", organisations.OrganisationDetail.as_view(), name="organisation"
    ),
    path("openapi.json", openapi, name="openapi"),
    path("", documentation, name="documentation"),
]
