"""The public pages for search engines, in parts: cases with the day of their last change, lists."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from cases.models import Practice
from cases.views.browse import pages_to_browse

PAGES = ("home", "search", "claims", "about", "data", "api:documentation", "nominations")
PAGES_OF_THE_HOUSE = ("help", "accessibility", "sponsors", "order")


class Practices(Sitemap):
    """Every case whose page answers, archived ones too: their notices are worth finding."""

    limit = 5000

    def items(self):
        return Practice.objects.readable().with_publications().order_by("pk")

    def lastmod(self, practice):
        return practice.last_publication


class Pages(Sitemap):
    """The pages that lead to cases: of places, categories, organisations and all others."""

    limit = 5000

    def items(self):
        return [reverse(name) for name in PAGES + PAGES_OF_THE_HOUSE] + pages_to_browse()

    def location(self, address):
        return address


SITEMAPS = {"practices": Practices, "pages": Pages}
