"""The collection row by row, so that it comes back as it was: format collection/1.

Which tables there are is read from the models, so a new one is in the archive without being named.
"""

from cases.archive.checksum import checksums
from cases.archive.graph import tables
from cases.archive.read import case_rows, shared_rows
from cases.archive.write import Restorer

FORMAT = "collection/1"

__all__ = ["FORMAT", "Restorer", "case_rows", "checksums", "shared_rows", "tables"]
