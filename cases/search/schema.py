"""The fields of the index.

``open`` holds the words everyone may read, ``all`` those and the words of the parts that are open
to subscribers: each is a field of its own, so no statistic of one field knows of closed text.
``open_words`` and ``closed_words`` hold their words unstemmed, for correcting what is typed.
``title_words``, ``open_names`` and ``closed_names`` are what is suggested to those who type.
``facets`` holds "name:value" terms that are counted and filtered by; the facets in ``LONG`` have
so many values that they are counted in columns of their own. So are the years in which a practice
was active: ``open_years`` are those everyone may know, ``all_years`` those of its money too.
"""

import hashlib

import tantivy

from cases.access import Part, Reader, least_reader
from cases.facets import FACETS

VERSION = 8
LONG = ("city", "funder", "organisation")
UNLISTED = ("organisation",)
"""Long facets of which only chosen values are counted beside a list of hits."""
YEARS = ("open_years", "all_years")
NUMBER_KEYS = ("newest", "recognition", "budget", "title_start", "place_start")
TEXT_KEYS = ("title", "place")
UNSEARCHED = "no terms"
"""The tokenizer of what is stored alone: a field of text is read in half the time of one of bytes,
but the library knows none that is not searched."""
STORED = ("open_texts", "closed_texts", "open_terms", "all_terms")


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("practice", indexed=True, fast=True)
    for name in ("open", "all"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("open_words", "closed_words", "title_words"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("open_names", "closed_names"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("facets", *LONG, *YEARS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBER_KEYS:
        builder.add_unsigned_field(name, fast=True)
    for name in TEXT_KEYS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in STORED:
        builder.add_text_field(name, stored=True, tokenizer_name=UNSEARCHED, index_option="basic")
    return builder.build()


def tokenizer() -> tantivy.TextAnalyzer:
    """Return the tokenizer UNSEARCHED: its one token is the whole text, and too long."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.remove_long(0)).build()


def fingerprint() -> str:
    """A name for all that an index on disk depends on besides the database."""
    policy = [(part.value, least_reader(part).name) for part in Part]
    names = [facet.name for facet in FACETS]
    depends = f"{VERSION} {tantivy.__version__} {policy} {names}"
    return hashlib.sha256(depends.encode()).hexdigest()[:16]


def field_of(reader: Reader) -> str:
    """The field in which ``reader`` searches."""
    return "all" if reader >= Reader.SUBSCRIBER else "open"


def columns_of(reader: Reader) -> tuple[str, ...]:
    """The columns of which ``reader`` may see everything."""
    return ("open", "closed") if reader >= Reader.SUBSCRIBER else ("open",)


def column_of(part: Part | None) -> str | None:
    """Where the words of a part go: "open", "closed", or None for what nobody may search."""
    least = Reader.VISITOR if part is None else least_reader(part)
    return {Reader.VISITOR: "open", Reader.SUBSCRIBER: "closed"}.get(least)
