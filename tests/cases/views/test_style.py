"""The style page shows every token of the style sheet, with a sample and a contrast that hold."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from cases.views.style import WRITTEN, colours, contrast, tokens
from tests.html import faults_of

CSS = settings.BASE_DIR / "static" / "css"


@pytest.mark.django_db
def test_every_token_is_on_the_page_and_nothing_else(client):
    html = client.get(reverse("style")).content.decode()
    assert faults_of(html) == []
    defined = re.findall(r"--([\w-]+):", (CSS / "tokens.css").read_text("utf-8"))
    assert sorted(re.findall(r"<code>--([\w-]+)</code>", html)) == sorted(defined)


@pytest.mark.once
def test_every_token_that_is_no_colour_has_a_sample():
    shown = (CSS / "style.css").read_text("utf-8")
    measures = tokens().keys() - {colour.name for colour in colours(tokens())}
    assert [name for name in measures if f".of-{name} {{" not in shown] == []


@pytest.mark.once
def test_every_token_is_used_and_every_one_used_is_there():
    sheets = "".join(path.read_text("utf-8") for path in CSS.glob("*.css"))
    drawn = set(re.findall(r"var\(--([\w-]+)", sheets))
    assert tokens().keys() - drawn == set()


@pytest.mark.once
def test_text_has_the_contrast_the_page_promises():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    least = {c.name: min(c.contrasts) for c in colours(tokens()) if c.contrasts}
    assert least.keys() == WRITTEN
    assert [name for name, found in least.items() if found < 7] == []
