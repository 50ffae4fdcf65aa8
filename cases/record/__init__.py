"""The exchange record: one practice as JSON, format ``practice/1`` (see docs/record.md).

What importers produce, versions freeze and exports write. ``check_record`` says what is wrong with
one, ``read_record`` makes one from the database and ``write_record`` puts one there.
"""

from cases.record.check import FORMAT, SAME_AS_CONTACT, RecordError, check_record
from cases.record.read import read_record
from cases.record.unknown import UnknownTermProblem, keep_unknown
from cases.record.vocabularies import Vocabularies
from cases.record.write import write_record

__all__ = [
    "FORMAT",
    "SAME_AS_CONTACT",
    "RecordError",
    "UnknownTermProblem",
    "Vocabularies",
    "check_record",
    "keep_unknown",
    "read_record",
    "write_record",
]
