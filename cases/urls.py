from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from cases import views
from cases.doors.data_page import catalogue, data
from cases.doors.embed import embed_case, embed_list
from cases.doors.feed import feed
from cases.doors.oai.answers import oai, oai_schema
from cases.doors.oembed import oembed
from cases.doors.preview_card import preview_card
from cases.doors.robots import robots, search_description
from cases.doors.sitemap import SITEMAPS

VERSION = "practices/<slug:slug>/versions/<int:number>/"
PASSAGE = f"{VERSION}<slug:section>/"
PARAGRAPH = f"{PASSAGE}<int:paragraph>/"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("search/map/", views.search, {"view": "search_map"}, name="search_map"),
    path("search/table/", views.search, {"view": "search_table"}, name="search_table"),
    path("search/export.<str:name>", views.export_search, name="export"),
    path("search/options/<slug:name>/", views.options, name="options"),
    path("search/coverage/", views.coverage, name="coverage"),
    path("search/coverage.<str:name>", views.coverage_file, name="coverage_file"),
    path("compare/", views.compare, name="compare"),
    path("place/", views.own_place, name="own_place"),
    path("claims/", views.claims, name="claims"),
    path("suggest/", views.suggest, name="suggest"),
    path("search/cite/", views.cite_search, name="cite_search"),
    path("search/cite.<str:name>", views.cite_search_file, name="cite_search_file"),
    path("practices/<slug:slug>/", views.practice, name="practice"),
    path("practices/<slug:slug>/case.pdf", views.practice_pdf, name="practice_pdf"),
    path("practices/<slug:slug>/versions/", views.versions, name="versions"),
    path(
        "practices/<slug:slug>/versions/compare/", views.compare_versions, name="compare_versions"
    ),
    path("practices/<slug:slug>/write/", views.write_to_contact, name="write_to_contact"),
    path("practices/<slug:slug>/recognition/", views.dossier, name="dossier"),
    path("browse/", views.browse, name="browse"),
    path("browse/<slug:kind>/", views.browse_kind, name="browse_kind"),
    path("browse/<slug:kind>/<str:value>/", views.browse_term, name="browse_term"),
    path("cycles/<int:year>/", views.cycle, name="cycle"),
    path(VERSION, views.version, name="version"),
    path(f"{VERSION}cite.<str:name>", views.cite_version, name="cite_version"),
    path(f"{VERSION}card.png", preview_card, name="preview_card"),
    path(PASSAGE, views.passage, name="passage"),
    path(f"{PASSAGE}cite.<str:name>", views.cite_passage, name="cite_passage"),
    path(PARAGRAPH, views.passage, name="passage"),
    path(f"{PARAGRAPH}cite.<str:name>", views.cite_passage, name="cite_passage"),
    path("nominations/", views.nominations, name="nominations"),
    path("nominations/new/<int:pk>/", views.begin_nomination, name="begin_nomination"),
    path("nominations/<str:token>/", views.nomination, name="nomination"),
    path("nominations/<str:token>/form/", views.nomination_form, name="nomination_form"),
    path("api/v1/", include("cases.api.urls")),
    path("feed/", feed, name="feed"),
    path("data/", data, name="data"),
    path("data/catalogue.<str:name>", catalogue, name="catalogue"),
    path("embed/practices/<slug:slug>/", embed_case, name="embed_case"),
    path("embed/list/", embed_list, name="embed_list"),
    path("oembed/", oembed, name="oembed"),
    path("oai/", oai, name="oai"),
    path("oai/practice-1.xsd", oai_schema, name="oai_schema"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    *(
        path(
            f"sitemap-{part}.xml",
            sitemaps.sitemap,
            {"sitemaps": SITEMAPS, "section": part},
            name="django.contrib.sitemaps.views.sitemap",
        )
        for part in SITEMAPS
    ),
    path("robots.txt", robots, name="robots"),
    path("opensearch.xml", search_description, name="search_description"),
    path("about/", views.about, name="about"),
    path("about/style/", views.style, name="style"),
    path("order/", views.order, name="order"),
    path("help/", views.site_page, {"slug": "help"}, name="help"),
    path("accessibility/", views.site_page, {"slug": "accessibility"}, name="accessibility"),
]
