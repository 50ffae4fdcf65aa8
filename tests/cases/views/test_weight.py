"""What a first view weighs: the page with all it loads, as it goes over the wire."""

import re

import brotli
import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db

STATIC = settings.BASE_DIR / "static"
MOST, MOST_CSS, MOST_JS = 120_000, 25_000, 30_000  # bytes


def weight(*contents: bytes) -> int:
    return sum(len(brotli.compress(content, quality=5)) for content in contents)


def loaded(html: str, pattern: str) -> list[bytes]:
    return [(STATIC / name).read_bytes() for name in re.findall(pattern, html)]


@pytest.mark.parametrize("address", ["/", "/search/", "case"])
def test_a_first_view_is_light(client, published, address):
    answer = client.get(published.get_absolute_url() if address == "case" else address)
    html = answer.content.decode()
    sheets = loaded(html, r'rel="stylesheet" href="/static/(.+?)"')
    scripts = loaded(html, r'<script src="/static/(.+?)"')
    assert len(sheets) >= 4 and scripts
    assert weight(*sheets) < MOST_CSS
    assert weight(*scripts) < MOST_JS
    assert weight(answer.content, *sheets, *scripts, *loaded(html, r'"/static/(img/.+?)"')) < MOST


@pytest.mark.once
def test_all_our_scripts_and_sheets_of_readers_together_are_light():
    assert weight(*(path.read_bytes() for path in (STATIC / "js").glob("*.js"))) < MOST_JS
    own = [path for path in (STATIC / "css").glob("*.css") if path.stem not in ("admin", "entry")]
    assert weight(*(path.read_bytes() for path in own)) < MOST_CSS
