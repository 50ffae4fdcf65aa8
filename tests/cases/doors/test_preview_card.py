"""The picture beside a link to a case: its facts, open parts only, whatever the title."""

import io

import pytest
from PIL import Image, ImageFont

from cases import workflow
from cases.doors import preview_card
from tests.cases.making import make_practice
from tests.html import parse

OWN = ""


@pytest.fixture
def practice(vocabularies):
    practice = make_practice(complete=True, title="Ferries")
    workflow.publish(practice)
    return practice


def picture(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    return image


@pytest.mark.django_db
def test_the_tags_of_the_page_lead_to_the_picture(client, practice, settings):
    head = parse(client.get(practice.get_absolute_url()).content.decode()).find("head")
    tags = {
        meta.get("property") or meta.get("name"): meta.get("content") for meta in head.iter("meta")
    }
    assert tags["twitter:card"] == "summary_large_image"
    assert tags["og:image:alt"] == "Ferries. Kitakyushu, Japan, China. Best Practices Database"
    path = tags["og:image"].removeprefix(settings.SITE_URL.rstrip("/"))
    answer = client.get(path)
    assert answer["Content-Type"] == "image/png"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert picture(answer.content).size == tuple(
        int(tags[f"og:image:{side}"]) for side in ("width", "height")
    )
    assert answer.wsgi_request.resolver_match.view_name == "preview_card"


@pytest.mark.django_db
@pytest.mark.usefixtures("known_version")
def test_it_is_drawn_once(client, practice, django_assert_num_queries):
    preview_card.draw.cache_clear()
    address = f"/practices/{practice.slug}/versions/1/card.png"
    client.get(address)
    with django_assert_num_queries(4):
        client.get(f"{address}?again")
    assert preview_card.draw.cache_info().misses == 1


@pytest.mark.django_db
def test_a_draft_has_none(client, vocabularies):
    draft = make_practice(title="A draft")
    assert client.get(f"/practices/{draft.slug}/versions/1/card.png").status_code == 404


@pytest.mark.parametrize(
    "title",
    [
        "",
        "W" * 300,
        "word " * 60,
        "東京の電車",
        "São Paulo – Đà Nẵng",
        "\u200f🙂",
        "a" * 100 + " b",
    ],
)
def test_any_title_gives_a_picture_within_its_edges(title):
    content = preview_card.draw(title, title, "award", 2002, title, OWN)
    image = picture(content).convert("RGB")
    edge = {image.getpixel((x, y)) for x in (0, 40, 1160, 1199) for y in range(20, 630)}
    assert edge == {(252, 252, 250)}


SCRIPTS = [
    "São Paulo – Đà Nẵng, Łódź",
    "Ελλάδα",
    "Чистая вода",
    "مياه نظيفة",
    "מים",
    "Հայաստան",
    "წყალი",
]


@pytest.mark.parametrize("title", SCRIPTS)
def test_letters_of_many_scripts_are_drawn_whole(title):
    assert preview_card._drawable(title, OWN) == (title, preview_card.OWN_FONT)
    with_title = preview_card.draw(title, "", None, None, "", OWN)
    assert with_title != preview_card.draw("", "", None, None, "", OWN)


def test_what_no_font_draws_is_left_out_whole_but_signs_alone():
    assert preview_card._drawable("東京 line", OWN)[0] == ""
    assert preview_card._drawable("Trams 🙂!", OWN)[0] == "Trams !"


def test_from_right_to_left(monkeypatch):
    pixels = picture(preview_card.draw("مياه نظيفة", "", None, None, "", OWN)).convert("L")
    inked = pixels.crop((0, 130, 1200, 230)).point(lambda light: light < 128 and 255).getbbox()
    assert inked[0] > 600 and inked[2] > 1100
    monkeypatch.setattr(preview_card.features, "check", lambda feature: False)
    assert preview_card._drawable("مياه نظيفة", OWN)[0] == ""
    assert preview_card._drawable("Ελλάδα", OWN)[0] == "Ελλάδα"


def test_a_font_of_the_site_draws_what_it_can_and_ours_the_rest(tmp_path):
    file = tmp_path / "own.ttf"
    file.write_bytes(ImageFont.load_default(20).font_bytes)
    preview_card.check_font(str(file))
    assert preview_card._drawable("Ferries", str(file))[1] == str(file)
    assert preview_card._drawable("Łódź", str(file)) == ("Łódź", preview_card.OWN_FONT)
    assert picture(preview_card.draw("Ferries", "Japan", "best", 2002, "Site", str(file)))


def test_the_title_is_on_it():
    with_title = preview_card.draw("Ferries", "Japan", "best", 2002, "Site", OWN)
    assert with_title != preview_card.draw("Trams", "Japan", "best", 2002, "Site", OWN)
    assert with_title != preview_card.draw("Ferries", "Japan", "good", 2002, "Site", OWN)
