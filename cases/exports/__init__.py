"""Any list of cases as a file, in every format through one column list (see docs/export.md)."""

from cases.exports.formats import FORMATS, Format, export
from cases.exports.head import Head, make_head

__all__ = ["FORMATS", "Format", "Head", "export", "make_head"]
