"""The pictures of the documentation; taking them is ``python3 run.py screenshots``."""

import re

import pytest
from django.urls import resolve
from PIL import Image

from cases.management.commands.load_sample_cases import SAMPLES
from tests.gallery import LARGEST, MARGIN, PICTURES, ROOT, write

pytestmark = pytest.mark.once

IMAGES = ROOT / "docs" / "images"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_of_a_page_there_is_and_of_its_size(picture):
    resolve(picture.address.partition("?")[0])
    margin = MARGIN if picture.media == "print" else 0
    with Image.open(IMAGES / picture.file) as image:
        assert image.size == tuple(side + 2 * margin for side in picture.size)
    assert (IMAGES / picture.file).stat().st_size <= LARGEST


def test_the_case_shown_is_a_sample():
    texts = [path.read_text("utf-8") for path in SAMPLES.glob("*.json")]
    slugs = {re.search(r'"slug": "(.+?)"', text)[1] for text in texts}
    cases = [picture.address for picture in PICTURES if picture.address.startswith("/practices/")]
    shown = {address.split("/")[2] for address in cases}
    assert shown == {"kitakyushu"} <= slugs


def test_the_gallery_shows_every_picture_and_no_other():
    shown = re.findall(r"\]\(images/(.+?)\)", (ROOT / "docs" / "gallery.md").read_text("utf-8"))
    assert sorted(shown) == sorted(picture.file for picture in PICTURES)
    assert {path.name for path in IMAGES.iterdir()} == set(shown)


def test_a_sheet_gets_a_margin_and_few_colours(tmp_path):
    Image.effect_noise((40, 30), 90).save(tmp_path / "noise.png")
    png = (tmp_path / "noise.png").read_bytes()
    weight = write(tmp_path / "sheet.png", png, margin=5)
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert (sheet.size, sheet.mode) == ((50, 40), "P")
    assert weight == (tmp_path / "sheet.png").stat().st_size
