import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.access import Reader
from cases.models import SitePage
from tests.cast import client_of
from tests.html import faults_of, text_of

pytestmark = pytest.mark.django_db


def page(client, name: str, language: str = "en") -> str:
    return client.get(reverse(name), headers={"Accept-Language": language}).content.decode()


def write(slug: str, body: str, language: str = "en", title: str = "") -> SitePage:
    return SitePage.objects.create(slug=slug, language=language, body=body, title=title)


@pytest.mark.parametrize("name", ["help", "accessibility"])
def test_a_page_nobody_wrote_has_the_text_that_ships_in_the_readers_language(client, name):
    html = page(client, name, "fr")
    assert faults_of(html) == []
    assert '<div class="prose" lang="fr" dir="auto">' in html
    assert "<h1" in html and "<h2>" in html and "<h4>" not in html


@pytest.mark.parametrize("slug", SitePage.Slug)
def test_what_a_curator_writes_stands_on_the_page_at_once(client, slug):
    before = page(client, slug)
    text = write(slug, "## Tides\n\nWritten by **hand**.", title="By Our Hand")
    html = page(client, slug)
    assert faults_of(html) == []
    assert "<h2>Tides</h2>" in html and "<strong>hand</strong>" in html
    assert "By Our Hand</h1>" in html
    text.delete()
    assert page(client, slug) == before


def test_readers_get_their_language_or_else_that_of_the_site(client):
    write("about", "In English.")
    write("about", "En français.", "fr")
    assert "En français." in page(client, "about", "fr")
    assert "In English." in page(client, "about", "es")


def test_no_markup_of_a_curator_gets_through(client):
    write("help", "<script>alert(1)</script> [x](javascript:alert(1)) ![y](http://a.example/y.png)")
    main = page(client, "help").partition("<main")[2]
    assert "<script" not in main and 'href="javascript' not in main and "<img" not in main


def test_a_page_has_one_text_in_a_language():
    write("help", "One.")
    with pytest.raises(ValidationError, match="in this language already"):
        SitePage(slug="help", language="en", body="Two.").full_clean()


def test_a_curator_begins_with_what_ships_saves_and_sees_it(client):
    curator, add = client_of(Reader.CURATOR), reverse("admin:cases_sitepage_add")
    form = curator.get(f"{add}?slug=help&language=en").context["adminform"].form
    sent = {"slug": "help", "language": "en", **form.initial, "body": "# Ask\n\n*Us*."}
    assert form.initial["title"] == "Help" and "## How to search" in form.initial["body"]
    curator.post(add, sent)
    change = reverse("admin:cases_sitepage_change", args=[SitePage.objects.get().pk])
    assert "<em>Us</em>" in curator.get(change).content.decode()
    assert "Ask Us." in text_of(page(client, "help"))


def test_the_foot_leads_to_help_and_accessibility(client):
    foot = page(client, "home").partition("<footer")[2]
    assert f'href="{reverse("help")}"' in foot and f'href="{reverse("accessibility")}"' in foot
