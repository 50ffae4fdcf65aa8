"""A checksum over every table of the record, the same wherever the same collection stands.

Numbers of rows are left out: a row that is referred to is told by its own content. This knows
nothing of how the archive is written, so that it can judge it.
"""

import hashlib
import json

from django.db import models

from cases.archive.graph import tables

CHUNK = 2000


def checksums() -> dict[str, tuple[int, str]]:
    """Return for each table the number of its rows and a SHA-256 over all they hold.

    Needs memory in proportion to the number of rows, not to their length.
    """
    told: dict[type[models.Model], dict] = {}
    found = {}
    for table in (*tables().shared, *tables().case, *tables().following):
        told[table.model] = _told(table.model, told)
        digests = sorted(told[table.model].values())
        whole = hashlib.sha256("\n".join(digests).encode())
        found[table.label] = (len(digests), whole.hexdigest())
    return found


def _told(model, told: dict) -> dict[int, str]:
    """Return a digest of each row by its primary key; equal rows are told apart by their order."""
    fields = [field for field in model._meta.concrete_fields if not _is_number(field)]
    names = [field.attname for field in fields]
    seen: dict[str, int] = {}
    digests: dict[int, str] = {}
    for pk, *values in model._base_manager.order_by("pk").values_list("pk", *names).iterator(CHUNK):
        pairs = zip(fields, values, strict=True)
        texts = [_text(field, value, told) for field, value in pairs]
        content = json.dumps(texts)
        seen[content] = seen.get(content, 0) + 1
        whole = f"{content} {seen[content]}"
        digests[pk] = hashlib.sha256(whole.encode()).hexdigest()
    return digests


def _text(field: models.Field, value, told: dict) -> str:
    if field.is_relation and value is not None:
        return _reference(field, value, told)
    if isinstance(value, list | dict):
        return json.dumps(value, sort_keys=True)
    return bytes(value).hex() if isinstance(value, memoryview | bytes) else str(value)


def _reference(field: models.Field, value, told: dict) -> str:
    if field.related_model in told:
        return told[field.related_model][value]
    other = field.related_model._base_manager.get(pk=value)  # an account, or a row of this table
    return str(getattr(other, "uid", other))


def _is_number(field: models.Field) -> bool:
    return isinstance(field, models.AutoField)
