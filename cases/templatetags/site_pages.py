"""What curators wrote for the site's own pages."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cases.markdown import to_page_html
from cases.models import SitePage

register = template.Library()


@dataclass(frozen=True)
class Text:
    title: str
    language: str
    html: SafeString


@register.simple_tag
def site_page(slug: str) -> Text | None:
    """Return what stands on the page ``slug`` in the reader's language; None leaves it as it is."""
    page = SitePage.shown(slug, get_language() or settings.LANGUAGE_CODE)
    return page and Text(page.title, page.language, to_page_html(page.body))
