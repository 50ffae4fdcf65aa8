"""The shapes of answers about cases: each field with its type and what it means."""

from rest_framework import serializers
from rest_framework.serializers import (
    BooleanField,
    CharField,
    DateTimeField,
    IntegerField,
    Serializer,
    URLField,
)


class Record(serializers.BaseSerializer):
    """A practice as the exchange record, as far as the reader may read it."""

    part = ""

    def to_representation(self, record):
        return record


class Claim(Record):
    """A claim of the exchange record."""

    part = "claims"


class Transfer(Record):
    """A transfer of the exchange record."""

    part = "transfers"


class Paged(Serializer):
    total = IntegerField(help_text="How many entries there are in all.")
    page = IntegerField(help_text="Number of this page; null on a walk by cursor.", allow_null=True)
    page_size = IntegerField(help_text="How many entries a page has.")
    next = URLField(help_text="Address of the next page; null on the last.", allow_null=True)
    previous = URLField(
        help_text="Address of the page before; null on the first and on a walk by cursor.",
        allow_null=True,
    )


class PracticeList(Paged):
    data_version = IntegerField(
        help_text="Number of the last change of the data that the list shows. As long as it stays, "
        "so does the list."
    )
    complete = BooleanField(
        help_text="False while the search index is being built: then the database answers, finds "
        "fewer cases by words, and `notice` says so."
    )
    notice = CharField(help_text="What a reader should know of the list, or empty.")
    loosened = BooleanField(help_text="True when not all words were required.")
    did_you_mean = CharField(
        help_text="The words that were searched instead of misspelt ones, or empty."
    )
    results = Record(many=True, help_text="The cases, in their order.")


class VersionLinks(Serializer):
    self = URLField(help_text="This version in the API.")
    page = URLField(help_text="The page of the version, for people.")
    citation = URLField(help_text="How this version is cited.")


class VersionHead(Serializer):
    number = IntegerField(help_text="Number of the version, from 1.")
    published = DateTimeField(help_text="When it was published.")
    reason = CharField(help_text="What changed, in the words of the curator; may be empty.")
    links = VersionLinks(help_text="Addresses of this version.")


class VersionList(Serializer):
    total = IntegerField(help_text="How many versions were published.")
    results = VersionHead(many=True, help_text="The versions, the latest first.")


class Version(VersionHead):
    record = Record(help_text="The record as it was published; archiving a case changes none.")


class Style(Serializer):
    name = CharField(help_text="Name of the style: APA, Chicago or MLA.")
    text = CharField(help_text="The citation as a line of text.")


class CitationFile(Serializer):
    format = CharField(help_text="Name of the format: bib, ris or csl.json.")
    label = CharField(help_text="What the format is called.")
    media_type = CharField(help_text="Its media type.")
    url = URLField(help_text="Where the file is.")


class Citation(Serializer):
    key = CharField(help_text="Key of the entry in a list of references.")
    address = URLField(help_text="The permanent address of the version that is cited.")
    version = IntegerField(help_text="Number of the version that is cited.")
    styles = Style(many=True, help_text="The citation in each style.")
    files = CitationFile(many=True, help_text="The citation for reference managers.")


class RowList(Serializer):
    total = IntegerField(help_text="How many there are.")


class ClaimList(RowList):
    closed = BooleanField(
        help_text="True when claims are closed to the reader: then each row has its section alone."
    )
    results = Claim(many=True, help_text="The claims, in their order.")


class TransferList(RowList):
    results = Transfer(many=True, help_text="The transfers, in their order.")
