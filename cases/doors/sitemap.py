"""The public pages of cases for search engines, in parts, each with the day of its last change."""

from django.contrib.sitemaps import Sitemap

from cases.models import Practice


class Practices(Sitemap):
    """Every case whose page answers, archived ones too: their notices are worth finding."""

    limit = 5000

    def items(self):
        return Practice.objects.readable().with_publications().order_by("pk")

    def lastmod(self, practice):
        return practice.last_publication


SITEMAPS = {"practices": Practices}
