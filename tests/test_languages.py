"""What the interface says in other languages: complete catalogues, and the way to choose one."""

import ast
import gettext
import re
from collections import Counter
from datetime import datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from cases.models.site_page import SHIPPED
from cases.templatetags.record import grouped, percent

CATALOGUES = sorted(settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.po"))
ENTRY = re.compile(
    r'^(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? (".*(?:\n".*)*)', re.MULTILINE
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%|\{\w+\}|</?\w+")


def entries(path):
    """Yield (key as in the .mo, source, plural or None, translations, flags) of each message."""
    for block in path.read_text("utf-8").split("\n\n"):
        flags = "".join(line for line in block.splitlines() if line.startswith("#,"))
        found, forms = {}, []
        for name, number, text in ENTRY.findall(block):
            value = "".join(ast.literal_eval(line) for line in text.splitlines())
            if name == "msgstr":
                forms.append(value)
                assert int(number or 0) == len(forms) - 1
            else:
                found[name] = value
        if found.get("msgid"):
            key = found["msgid"]
            if "msgctxt" in found:
                key = f"{found['msgctxt']}\x04{key}"
            yield key, found["msgid"], found.get("msgid_plural"), forms, flags


def placeholders(text):
    return Counter(PLACEHOLDER.findall(text))


@pytest.fixture(params=CATALOGUES, ids=lambda path: path.parts[-3])
def catalogue(request):
    return request.param


def test_each_catalogue_is_complete(catalogue):
    found = list(entries(catalogue))
    assert len(found) > 1_500
    assert [key for key, *_, flags in found if "fuzzy" in flags] == []
    assert [key for key, _, _, forms, _ in found if not forms or not all(forms)] == []


def test_each_plural_has_all_the_forms_of_its_language(catalogue):
    number = int(re.search(r"nplurals=(\d)", catalogue.read_text("utf-8"))[1])
    found = [(source, len(forms)) for _, source, plural, forms, _ in entries(catalogue) if plural]
    assert [source for source, forms in found if forms != number] == []


def test_the_catalogues_translate_the_same_texts():
    assert len({frozenset(key for key, *_ in entries(path)) for path in CATALOGUES}) == 1


def test_each_translation_has_the_placeholders_of_its_source(catalogue):
    """A form of a plural may do without the number, the last one not: “one case”, “2 cases”."""
    wrong = []
    for _key, source, plural, forms, _flags in entries(catalogue):
        *special, general = map(placeholders, forms)
        allowed = placeholders(plural or source)
        if general != allowed or any(form - allowed for form in special):
            wrong.append((source, forms))
    assert wrong == []


def test_what_is_compiled_is_what_is_written(catalogue):
    with catalogue.with_suffix(".mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)
    compiled.pop("")
    written = {}
    for key, _source, plural, forms, _flags in entries(catalogue):
        written |= {(key, n): form for n, form in enumerate(forms)} if plural else {key: forms[0]}
    assert compiled == written


def test_a_language_is_offered_if_it_has_a_catalogue():
    offered = {code for code, _name in settings.LANGUAGES}
    assert offered == {"en"} | {path.parts[-3] for path in CATALOGUES}


@pytest.mark.django_db
def test_a_page_in_french_has_a_french_head(client):
    html = client.get("/about/", headers={"Accept-Language": "fr"}).content.decode()
    assert '<html lang="fr" dir="ltr">' in html
    assert ">Chercher dans la base</a>" in html
    assert "<h1>À propos de cette base de données</h1>" in html


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/about/", "/accounts/login/", "/nowhere/"])
def test_pages_run_in_the_direction_of_their_language(client, address):
    html = client.get(address, headers={"Accept-Language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in html


@pytest.mark.django_db
def test_the_desk_runs_in_the_direction_of_its_language(admin_client):
    html = admin_client.get("/admin/", headers={"Accept-Language": "ar"}, follow=True).content
    assert '<html lang="ar" dir="rtl">' in html.decode()


@pytest.mark.django_db
def test_the_switch_in_the_foot_needs_no_token_and_comes_back_to_the_page():
    client = Client(enforce_csrf_checks=True)
    page = client.get("/about/?from=foot")
    assert '<button class="plain" name="language" value="fr" lang="fr">français<' in page.text
    assert "csrftoken" not in client.cookies
    headers = {"Referer": "http://testserver/about/?from=foot"}
    answer = client.post(reverse("set_language"), {"language": "fr"}, headers=headers)
    assert answer.url == "http://testserver/about/?from=foot"
    assert '<html lang="fr"' in client.get(answer.url).text
    away = {"Referer": "https://elsewhere.invalid/"}
    assert client.post(reverse("set_language"), {"language": "en"}, headers=away).url == "/"
    assert '<html lang="en"' in client.get("/about/").text


@pytest.mark.parametrize(
    ("code", "number", "share", "moment"),
    [
        ("en", "1,234,567.5", "12.5 %", "28 November 2026, 15:04"),
        ("fr", "1\u00a0234\u00a0567,5", "12,5 %", "28 novembre 2026 15:04"),
        ("es", "1\u00a0234\u00a0567,5", "12,5 %", "28 de noviembre de 2026 a las 15:04"),
        ("ar", "1.234.567,5", "12,5 %", "28 نوفمبر 2026، 15:04"),
    ],
)
def test_numbers_and_moments_are_written_as_the_language_does(code, number, share, moment):
    with translation.override(code):
        assert grouped(Decimal("1234567.5")) == number
        assert percent(Decimal("12.50")) == share
        assert date_format(datetime(2026, 11, 28, 15, 4), "DATETIME_FORMAT") == moment


@pytest.mark.once
def test_no_page_has_a_format_of_dates_of_its_own():
    """A template says which format it means; how that reads is the language's affair."""
    own = re.compile(r'date:"[^"A-Z]*[jF][^"]*"')
    templates = settings.BASE_DIR / "templates"
    assert [path for path in templates.rglob("*.*") if own.search(path.read_text("utf-8"))] == []


@pytest.mark.once
def test_every_page_that_ships_does_so_in_every_language():
    shipped = {path.name.removesuffix(".md") for path in SHIPPED.glob("*.md")}
    slugs = {name.partition(".")[0] for name in shipped}
    assert shipped == {f"{slug}.{code}" for slug in slugs for code, _name in settings.LANGUAGES}


@pytest.mark.django_db
def test_help_stands_in_the_language_of_the_page(client):
    html = client.get("/help/", headers={"Accept-Language": "es"}).text
    assert '<h1 lang="es">Ayuda</h1>' in html


@pytest.mark.django_db
def test_the_desk_has_the_switch_and_names_second_factors_right(admin_client):
    html = admin_client.get("/admin/", headers={"Accept-Language": "ar"}).text
    assert '<button class="plain" name="language" value="fr" lang="fr">' in html
    assert "وزارة" not in html  # allauth's word for MFA, a ministry of foreign affairs
