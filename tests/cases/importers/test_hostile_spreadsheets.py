"""Files made to break whoever opens them."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from cases.importers.spreadsheet import SheetError
from cases.models import Practice
from tests.cases.importers.test_spreadsheet import small, take, workbook

pytestmark = pytest.mark.django_db


def bomb(size: int, inner: str = "xl/worksheets/sheet1.xml") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(inner, b" " * size)
    return file.getvalue()


def far_cell(place: str) -> bytes:
    made = Workbook()
    made.active.title = "cases"
    made.active["A1"] = "case"
    made.active[place] = "x"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_entities() -> bytes:
    """A workbook whose first sheet expands entities without end."""
    source, file = zipfile.ZipFile(io.BytesIO(small())), io.BytesIO()
    lol = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    with zipfile.ZipFile(file, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = (lol + "]>").encode() + data.replace(b"Trams", b"&j;")
            archive.writestr(name, data)
    return file.getvalue()


HOSTILE = {
    "far column": (lambda: far_cell("XFD1048576"), "cells beyond column 200"),
    "far row": (lambda: far_cell("A1048576"), "more than 20,000 lines"),
    "zip bomb": (lambda: bomb(60_000_000), "unpacks to more than"),
    "no workbook": (lambda: bomb(10), "damaged"),
    "half a workbook": (lambda: small()[:2000], "damaged"),
    "only the mark": (lambda: b"PK\x03\x04", "damaged"),
    "a word document": (lambda: bomb(10, "word/document.xml"), "damaged"),
    "other sheets": (lambda: workbook(Tabelle1=[["a"]]), "none of the sheets"),
    "other columns": (lambda: small(cases=[["case", "colour"]]), "a column “colour”"),
    "doubled column": (lambda: small(cases=[["case", "title", "title"]]), "stands twice"),
    "empty": (lambda: b"", "empty"),
    "blank": (lambda: b" \n ", "empty"),
    "NUL": (lambda: b"case,title\na,b\0c", "no text"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00", "no text"),
    "half UTF-16": (lambda: b"\xff\xfea\x00b", "no text"),
    "two encodings": (lambda: b"case,title\na,Z\xc3\xbcrich\nb,K\xf6ln\n", "Line 2 is in UTF-8"),
    "unclosed quote": (lambda: b'case,title\na,"b\n' + b"x,y\n" * 50, "cannot be read from line 2"),
    "huge cell": (lambda: b"case,title\na," + b"x" * 9_000_000, "cannot be read from line 2"),
    "too large": (lambda: b"x" * 10_000_001, "larger than"),
    "5000 columns": (lambda: b",".join([b"case"] * 5000), "5,000 columns"),
    "10^6 columns": (lambda: b"," * 1_000_000, "no cases"),
    "many lines": (lambda: b"case,title\n" + b"a,b\n" * 20_001, "more than 20,000 lines"),
    "no table": (lambda: b"Dear Sir,\nthank you.", "a column “Dear Sir”"),
    "entities": (with_entities, "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_gets_one_clear_message(vocabularies, kind):
    make, why = HOSTILE[kind]
    with pytest.raises(SheetError) as caught:
        take(make(), "hostile.csv")
    assert why in str(caught.value) and "\n" not in str(caught.value)
    assert not Practice.objects.exists()
