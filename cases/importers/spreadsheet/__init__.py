"""Cases from a table or a workbook made by our template: read, checked cell by cell, stored."""

from cases.importers.spreadsheet.reading import SheetError
from cases.importers.spreadsheet.remarked import remarked
from cases.importers.spreadsheet.taking import SpreadsheetImport, Taken
from cases.importers.spreadsheet.template import template

__all__ = ["SheetError", "SpreadsheetImport", "Taken", "remarked", "template"]
