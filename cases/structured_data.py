"""A case in the words of schema.org and of reference managers, from what is open to everyone.

Search engines read the Article of schema.org; Zotero, Mendeley and Google Scholar take a page up by
its Highwire tags; Open Graph tags make the preview card.
"""

import json
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cases.access import Part, Reader, may_read
from cases.citations import Citation
from cases.glossary import country
from fields.term import said
from web.addresses import on_this_site

_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def about(cited: Citation, record: dict, uid: UUID) -> SafeString:
    """Return what stands of a case in the head of its page.

    ``record`` is the exchange record of the published version that ``cited`` cites, ``uid`` the
    identifier of the practice. Nothing closed is taken from it.
    """
    return mark_safe(f"{_meta_tags(cited, record)}\n{_article(cited, record, uid)}")


def _article(cited: Citation, record: dict, uid: UUID) -> str:
    source = record.get("source") or {}
    said = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": on_this_site(reverse("practice", args=[record["slug"]])),
        "identifier": uid.urn,
        "headline": cited.title,
        "abstract": cited.abstract,
        "inLanguage": cited.language,
        "author": {"@type": "Organization", "name": cited.author} if cited.author else None,
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
        "datePublished": record.get("first_published"),
        "dateModified": cited.date,
        "version": cited.version or None,
        "url": cited.address,
        "keywords": list(cited.keywords),
        "contentLocation": _places(record),
        "license": source.get("licence"),
        "isAccessibleForFree": may_read(Reader.VISITOR, Part.NARRATIVE),
        "isPartOf": {
            "@type": "Dataset",
            "name": settings.SITE_NAME,
            "url": on_this_site(reverse("home")),
        },
    }
    told = {name: value for name, value in said.items() if value not in (None, "", [])}
    text = json.dumps(told, ensure_ascii=False).translate(_IN_SCRIPT)
    return f'<script type="application/ld+json">{text}</script>'


def _places(record: dict) -> list[dict]:
    cities = [{"@type": "City", "name": name} for name in record.get("cities") or []]
    return cities + [
        {"@type": "Country", "name": said(country(code)), "identifier": code}
        for code in record.get("countries") or []
    ]


def _said_of_card(cited: Citation) -> str:
    return ". ".join(filter(None, (cited.title, cited.place, cited.database)))


def _meta_tags(cited: Citation, record: dict) -> str:
    card = reverse("preview_card", args=[record["slug"], cited.version]) if cited.version else ""
    rows = [
        ("name", "citation_title", cited.title),
        ("name", "citation_author", cited.author),
        ("name", "citation_publication_date", cited.date.replace("-", "/")),
        ("name", "citation_language", cited.language),
        ("name", "citation_publisher", cited.database),
        ("name", "citation_technical_report_institution", cited.database),
        ("name", "DC.type", "report"),
        ("name", "citation_public_url", cited.address),
        ("name", "citation_abstract", " ".join(cited.abstract.split())),
        ("name", "citation_abstract_html_url", cited.address),
        *(("name", "citation_keywords", word) for word in cited.keywords),
        ("property", "og:type", "article"),
        ("property", "og:title", cited.title),
        ("property", "og:site_name", cited.database),
        ("property", "og:url", cited.address),
        ("property", "og:description", cited.abstract[:300]),
        ("property", "og:image", on_this_site(card)),
        ("property", "og:image:width", "1200" if card else ""),
        ("property", "og:image:height", "630" if card else ""),
        ("property", "og:image:alt", _said_of_card(cited) if card else ""),
        ("name", "twitter:card", "summary_large_image" if card else "summary"),
    ]
    tags = (
        format_html('<meta {}="{}" content="{}">', kind, name, value)
        for kind, name, value in rows
        if value
    )
    return "\n".join(tags)
