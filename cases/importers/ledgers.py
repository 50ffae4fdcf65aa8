"""The import ledger as a curator works on it: pieces of the source, counts, assigning, signing."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.importers.report import FURNITURE, counted
from cases.models import ImportLedger
from cases.record import read_record

UNMAPPED = ""
LINE = re.compile(r"[^\r\n]*\S[^\r\n]*|\s+")


@dataclass(frozen=True)
class Piece:
    """A stretch of the source and the field it went into, or FURNITURE, or UNMAPPED."""

    start: int
    end: int
    text: str
    path: str

    @property
    def name(self) -> str:
        return f"{self.start}-{self.end}"


def pieces(ledger: ImportLedger) -> list[Piece]:
    """Return the whole source in pieces, in order; what no span covers in pieces of a line."""
    found, at = [], 0
    for start, end, path in [*sorted(ledger.spans), [len(ledger.text), len(ledger.text), ""]]:
        for line in LINE.finditer(ledger.text, at, start):
            found.append(Piece(line.start(), line.end(), line.group(), UNMAPPED))
        if start < end:
            found.append(Piece(start, end, ledger.text[start:end], path))
        at = max(at, end)
    return found


def counts(ledger: ImportLedger) -> dict[str, int]:
    """Return how many characters are mapped, furniture and unmapped; together all there are."""
    return counted(ledger.text, ledger.spans)


def fields(ledger: ImportLedger) -> dict[str, str]:
    """Return the text of each field of the case by its path, and each path the spans name.

    A path names a place in the exchange record: "partners.0.phones.1".
    """
    record = read_record(ledger.practice, with_persons=True)
    given = ("format", "id", "slug", "state", "version", "source", "illustrative")
    kept = {key: value for key, value in record.items() if key not in given}
    named = {path: "" for _start, _end, path in ledger.spans if path != FURNITURE}
    return {**named, **dict(leaves(kept))}


def state_of(ledger: ImportLedger) -> str:
    """Return a word that changes with the spans, to tell that somebody else changed them."""
    return hashlib.sha256(json.dumps(ledger.spans).encode()).hexdigest()[:16]


@transaction.atomic
def assign(ledger: ImportLedger, chosen: dict[str, str], shown: str) -> None:
    """Give pieces, by their names, a field, FURNITURE or UNMAPPED.

    ``shown`` is the ``state_of`` the ledger when it was shown. Raises ValidationError when it is
    signed, was changed meanwhile, or a piece or field does not exist.
    """
    ledger = _locked(ledger, shown)
    known = {piece.name: piece for piece in pieces(ledger)}
    allowed = {*fields(ledger), FURNITURE, UNMAPPED}
    for name, path in chosen.items():
        if name not in known or path not in allowed:
            raise ValidationError(_("There is no such piece or field."))
    paths = {name: chosen.get(name, piece.path) for name, piece in known.items()}
    ledger.spans = _merged(
        [piece.start, piece.end, paths[name]] for name, piece in known.items() if paths[name]
    )
    ledger.save()


@transaction.atomic
def sign(ledger: ImportLedger, by, shown: str) -> None:
    """Freeze a ledger in which nothing is unmapped; raises ValidationError for any other."""
    ledger = _locked(ledger, shown)
    if any(piece.path == UNMAPPED for piece in pieces(ledger)):
        raise ValidationError(_("Some of the source is unmapped: decide on it before you sign."))
    ledger.signed_at, ledger.signed_by = timezone.now(), by
    ledger.save()


def _locked(ledger: ImportLedger, shown: str) -> ImportLedger:
    ledger = ImportLedger.objects.select_for_update(of=("self",)).get(pk=ledger.pk)
    if ledger.signed_at:
        raise ValidationError(_("This ledger is signed: it stays as it is."))
    if state_of(ledger) != shown:
        raise ValidationError(_("Somebody changed this ledger meanwhile; look at it again."))
    return ledger


def _merged(spans) -> list[list]:
    merged: list[list] = []
    for start, end, path in spans:
        if merged and merged[-1][1] == start and merged[-1][2] == path:
            merged[-1][1] = end
        else:
            merged.append([start, end, path])
    return merged


def leaves(part, path: str = "") -> Iterator[tuple[str, str]]:
    """Give path and text of everything in a record that is stated and not computed."""
    if isinstance(part, dict | list):
        items = part.items() if isinstance(part, dict) else enumerate(part)
        for key, value in items:
            yield from leaves(value, f"{path}.{key}" if path else str(key))
    elif part is not None and path.rpartition(".")[2] not in ("limit", "words", "unassigned"):
        yield path, str(part)
