"""How a case is cited: BibTeX, RIS and CSL-JSON, made from its exchange record."""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}


@dataclass(frozen=True)
class Citation:
    """What is said of a case in a list of references; an author is an organisation."""

    key: str
    title: str
    author: str
    year: str
    date: str
    database: str
    version: int
    address: str
    language: str
    abstract: str
    place: str
    keywords: list[str] = field(default_factory=list)


def citation_of(record: dict) -> Citation:
    """Return the citation of a case from its exchange record, in its version named there."""
    slug, contact = record.get("slug") or "", record.get("contact") or {}
    date = record.get("first_published") or ""
    return Citation(
        key=f"{slug or 'case'}-{date[:4]}".rstrip("-"),
        title=record["title"],
        author=contact.get("organisation") or "",
        year=date[:4],
        date=date,
        database=settings.SITE_NAME,
        version=record.get("version") or 0,
        address=settings.SITE_URL.rstrip("/") + reverse("practice", args=[slug]) if slug else "",
        language=record.get("language") or "",
        abstract=record.get("summary") or "",
        place=", ".join([*(record.get("cities") or []), *(record.get("countries") or [])]),
        keywords=[entry["category"] for entry in record.get("categories") or []],
    )


def bibtex(cited: Citation) -> str:
    """Return an entry of BibTeX, text in UTF-8."""
    fields = {
        "title": f"{{{_tex(cited.title)}}}",
        "author": f"{{{_tex(cited.author)}}}" if cited.author else "",
        "year": cited.year,
        "howpublished": _tex(cited.database),
        "edition": f"version {cited.version}" if cited.version else "",
        "url": cited.address,
        "abstract": _tex(_line(cited.abstract)),
        "keywords": _tex(", ".join(cited.keywords)),
        "language": cited.language,
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{cited.key},\n{body}\n}}\n"


def ris(cited: Citation) -> str:
    """Return a record of RIS; each line ends as the format asks, with CR and LF."""
    rows = [
        ("TY", "ELEC"),
        ("TI", cited.title),
        ("AU", cited.author),
        ("PY", cited.year),
        ("DA", cited.date.replace("-", "/")),
        ("PB", cited.database),
        ("ET", str(cited.version or "")),
        ("CY", cited.place),
        ("LA", cited.language),
        *(("KW", word) for word in cited.keywords),
        ("AB", cited.abstract),
        ("UR", cited.address),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def csl(cited: Citation) -> dict:
    """Return an item of CSL-JSON."""
    item = {
        "id": cited.key,
        "type": "webpage",
        "title": cited.title,
        "author": [{"literal": cited.author}] if cited.author else None,
        "issued": {"date-parts": [[int(part) for part in cited.date.split("-")]]}
        if cited.date
        else None,
        "container-title": cited.database,
        "version": str(cited.version) if cited.version else None,
        "URL": cited.address,
        "language": cited.language,
        "abstract": cited.abstract,
        "keyword": ", ".join(cited.keywords),
    }
    return {name: value for name, value in item.items() if value}


def _tex(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in text)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
