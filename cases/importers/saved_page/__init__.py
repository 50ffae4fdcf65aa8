"""Reads a saved page of the original database into an exchange record, losing no character."""

from cases.importers.saved_page.decoding import ParseError
from cases.importers.saved_page.ledger import FURNITURE, Candidate, Remark, Span
from cases.importers.saved_page.page import ParsedPage, parse_page
from cases.importers.saved_page.vocabulary import Vocabulary

__all__ = [
    "FURNITURE",
    "Candidate",
    "ParseError",
    "ParsedPage",
    "Remark",
    "Span",
    "Vocabulary",
    "parse_page",
]
