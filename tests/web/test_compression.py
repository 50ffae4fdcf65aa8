"""The proxy of docs/deploy.md compresses whatever text the site answers with."""

import pytest
from django.conf import settings

from cases import citations, exports
from cases.api import documentation, problems
from cases.doors import catalogue

ADDRESSES = [
    *("/feed/", "/sitemap.xml", "/robots.txt", "/opensearch.xml", "/oai/?verb=Identify"),
    *("/oai/practice-1.xsd", "/api/v1/countries/", "/suggest/?q=a", "/data/catalogue.ttl"),
]


@pytest.mark.django_db
def test_the_proxy_compresses_every_kind_of_text(client):
    page = (settings.BASE_DIR / "docs" / "deploy.md").read_text("utf-8")
    compressed = set(page.partition("gzip_types ")[2].partition(";")[0].split())
    kinds = {client.get(address)["Content-Type"] for address in ADDRESSES}
    for formats in (exports.FORMATS, citations.FORMATS, catalogue.FORMATS):
        kinds |= {
            made.content_type
            for made in formats.values()
            if "spreadsheetml" not in made.content_type
        }
    kinds |= {documentation.MEDIA_TYPE, problems.MEDIA_TYPE, "image/svg+xml"}
    assert {kind.partition(";")[0] for kind in kinds} == compressed
