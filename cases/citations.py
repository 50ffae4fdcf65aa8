"""How a case, one of its versions, a passage or a list of hits is cited.

``citation_of`` makes a ``Citation`` of an exchange record; ``FORMATS`` write it for reference
managers, ``STYLES`` as a line of text. The styles follow the seventh edition of the APA's manual,
the author-date system of the Chicago Manual and the ninth edition of the MLA Handbook. They are in
English whatever the language of the interface.
"""

import calendar
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from cases.glossary import country
from fields.partial_date import PartialDate
from web.addresses import on_this_site

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_SPECIAL = re.compile(r"[\\{}~^&%$#_]")


@dataclass(frozen=True)
class Citation:
    """What is said of a work in a list of references. An author is an organisation.

    Dates are EDTF, empty where unknown; ``part`` names the passage that is cited, ``accessed`` is
    the day a list of hits was seen.
    """

    key: str
    title: str
    address: str
    author: str = ""
    date: str = ""
    version: int = 0
    part: str = ""
    accessed: str = ""
    language: str = ""
    abstract: str = ""
    place: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def database(self) -> str:
        return settings.SITE_NAME


def citation_of(record: dict, published: str = "", part: str = "", path: str = "") -> Citation:
    """Return the citation of the case in ``record``, in the version that is named there.

    ``published`` is the day of that version (the case's first publication if it is not given),
    ``part`` the passage cited and ``path`` its address on this site (that of the version, or of a
    case never published, if it is not given).
    """
    slug, contact = record.get("slug") or "", record.get("contact") or {}
    version = record.get("version") or 0
    countries = record.get("countries") or []
    date = published or record.get("first_published") or ""
    key = (slug or "case", date[:4], f"v{version}" if version else "", slugify(part))
    return Citation(
        key="-".join(filter(None, key)),
        title=record["title"],
        address=on_this_site(path or _path(slug, version)),
        author=contact.get("organisation") or "",
        date=date,
        version=version,
        part=part,
        language=record.get("language") or "",
        abstract=record.get("summary") or "",
        place=", ".join([*(record.get("cities") or []), *map(country, countries)]),
        keywords=tuple(entry["category"] for entry in record.get("categories") or []),
    )


def _path(slug: str, version: int) -> str:
    if not slug:
        return ""
    return reverse("version", args=[slug, version]) if version else reverse("practice", args=[slug])


def bibtex(cited: Citation) -> str:
    """Return an entry of BibTeX, text in UTF-8."""
    fields = {
        "title": f"{{{_tex(cited.title)}}}",
        "author": f"{{{_tex(cited.author)}}}" if cited.author else "",
        "year": cited.year,
        "howpublished": _tex(cited.database),
        "edition": f"version {cited.version}" if cited.version else "",
        "note": _tex(cited.part),
        "url": cited.address,
        "urldate": cited.accessed,
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
        ("SE", cited.part),
        ("CY", cited.place),
        ("LA", cited.language),
        *(("KW", word) for word in cited.keywords),
        ("AB", cited.abstract),
        ("Y2", cited.accessed.replace("-", "/")),
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
        "issued": _csl_date(cited.date),
        "accessed": _csl_date(cited.accessed),
        "container-title": cited.database,
        "version": str(cited.version) if cited.version else None,
        "section": cited.part,
        "URL": cited.address,
        "language": cited.language,
        "abstract": cited.abstract,
        "keyword": ", ".join(cited.keywords),
    }
    return {name: value for name, value in item.items() if value}


def csl_file(cited: Citation) -> str:
    return json.dumps([csl(cited)], ensure_ascii=False, indent=2) + "\n"


def apa(cited: Citation) -> str:
    """Author. (2026, November 24). Title (Version 2, Process, para. 3). Database. Address"""
    named = f"{cited.title} ({_inside(cited)})" if _inside(cited) else cited.title
    date = f"({_dated(cited.date, '{year}, {month} {day}') or 'n.d.'})"
    head = [cited.author, date, named] if cited.author else [named, date]
    seen = _dated(cited.accessed, "{month} {day}, {year}")
    end = f"Retrieved {seen}, from {cited.address}" if seen else cited.address
    return " ".join([*map(_stopped, head), _stopped(cited.database), end])


def chicago(cited: Citation) -> str:
    """Author. 2026. “Title.” Database, version 2, November 24. Process, para. 3. Address."""
    title = _quoted(cited.title)
    year = _stopped(cited.year or "n.d.")
    head = [_stopped(cited.author), year, title] if cited.author else [title, year]
    day = _dated(cited.date, "{month} {day}")
    where = [cited.database, _version(cited), day if len(cited.date) > 4 else ""]
    seen = _dated(cited.accessed, "{month} {day}, {year}")
    tail = [", ".join(filter(None, where)), _begun(cited.part), f"Accessed {seen}" if seen else ""]
    return " ".join([*head, *map(_stopped, filter(None, tail)), _stopped(cited.address)])


def mla(cited: Citation) -> str:
    """Author. “Title.” Database, version 2, 24 Nov. 2026, Process, para. 3, address."""
    head = [_stopped(cited.author)] if cited.author else []
    day = _dated(cited.date, "{day} {short} {year}")
    where = [cited.database, _version(cited), day, cited.part, cited.address]
    seen = _dated(cited.accessed, "{day} {short} {year}")
    end = [f"Accessed {_stopped(seen)}"] if seen else []
    rest = ", ".join(filter(None, where))
    return " ".join([*head, _quoted(cited.title), _stopped(rest), *end])


@dataclass(frozen=True)
class Format:
    """How a citation leaves as a file; ``write`` takes a Citation and returns its text."""

    label: str
    content_type: str
    write: Callable[[Citation], str]


FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex", bibtex),
    "ris": Format("RIS", "application/x-research-info-systems", ris),
    "csl.json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_file),
}
STYLES = (("APA", apa), ("Chicago", chicago), ("MLA", mla))


def _inside(cited: Citation) -> str:
    return ", ".join(filter(None, (_version(cited).capitalize(), cited.part)))


def _version(cited: Citation) -> str:
    return f"version {cited.version}" if cited.version else ""


def _dated(edtf: str, pattern: str) -> str:
    """Write a date by ``pattern``, as exact as it is known and no more."""
    if not edtf:
        return ""
    date = PartialDate.from_edtf(edtf)
    name = calendar.month_name[date.month] if date.month else ""
    short = name if len(name) < 5 else f"{name[: 4 if date.month == 9 else 3]}."
    text = pattern.format(year=date.year, month=name, short=short, day=date.day or "")
    return re.sub(r"\s+", " ", text).replace(" ,", ",").strip(", ")


def _csl_date(edtf: str) -> dict | None:
    return {"date-parts": [[int(part) for part in edtf.split("-")]]} if edtf else None


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _quoted(title: str) -> str:
    """Return a title between quotation marks with its full stop; its own marks become single."""
    inner = title.replace("“", "‘").replace("”", "’")
    if title.endswith("”"):
        return f"“{_stopped(inner[:-1])}’”"
    return f"“{_stopped(inner)}”"


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _BIBTEX[found[0]], text)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
