"""A site below a path of its host: no address, redirect, cookie or mail leads beside it."""

import re
import runpy

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import clear_script_prefix, set_script_prefix

from cases.markdown import to_page_html
from operation.replicas.failover import _pin
from tests.cast import PASSWORD
from tests.doors.addresses import doors
from tests.doors.test_canaries import MORE
from web.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HOST, PATH = "mounted.example", "/best/practices/"
BESIDE = re.compile(
    rf"https?://{HOST}(?!{PATH})[^\s\"'<>]*"  # whole addresses
    rf"|(?:href|src|srcset|action|formaction|content|data-[\w-]+)=[\"'](?!{PATH})/[^\"']*"
    rf"|[\"'](?!{PATH})/[a-z][\w-]*/[^\"'<>\s]*[\"']"  # paths in data and scripts
)
MOVED = (
    *("SITE_URL", "SITE_PATH", "FORCE_SCRIPT_NAME", "STATIC_URL", "ALLOWED_HOSTS"),
    *("SESSION_COOKIE_PATH", "CSRF_COOKIE_PATH", "LANGUAGE_COOKIE_PATH"),
    *("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME"),
)
AT_THE_DESK = ("admin:index", "admin:cases_practice", "admin:cases_importledger_changelist")


@pytest.fixture(scope="module", autouse=True)
def mounted(tmp_path_factory):
    """The settings as the environment of such a site makes them, before anything else is made."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SITE_URL", f"https://{HOST}{PATH}")
        environment.setenv("ALLOWED_HOSTS", HOST)
        environment.setenv("DATA_DIR", str(tmp_path_factory.mktemp("mounted")))
        made = runpy.run_path(settings.BASE_DIR / "bestpractices" / "settings.py")
    with (
        override_settings(**{name: made[name] for name in MOVED}),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("django.contrib.admin.site.site_url", made["SITE_PATH"])
        to_page_html.cache_clear()
        set_script_prefix(PATH)  # django.setup() and each request do, by FORCE_SCRIPT_NAME
        yield
        clear_script_prefix()
        to_page_html.cache_clear()


def ask(browser: Client, address: str, method: str = "GET", data: str = ""):
    """Ask as a proxy does that takes the path away."""
    form = "application/x-www-form-urlencoded"
    return browser.generic(method, address, data, form, headers={"Host": HOST})


def body_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")


def beside(answer) -> list[str]:
    """Return all that an answer says which leads beside the site."""
    found = [found[0] for found in BESIDE.finditer(body_of(answer))]
    found += [f"cookie {c.key}" for c in answer.cookies.values() if not c["path"].startswith(PATH)]
    place = answer.headers.get("Location", "")
    if BESIDE.match(f'href="{place}"') or BESIDE.match(place):
        found.append(f"Location {place}")
    return found


def asked_of(door) -> str:
    """Return which role asks at a door, or "" where none does."""
    if door.name.startswith("admin:"):
        return "superuser" if door.name.startswith(AT_THE_DESK) else ""
    return "" if "logout" in door.name else "personal"


def test_no_door_leads_beside_the_site(world):
    browsers = {role: world.client(role) for role in ("visitor", "personal", "superuser")}
    found, heard = [], 0
    for door in doors():
        role = asked_of(door)
        for query in ("", *MORE.get(door.name, ())) if role else ():
            address = world.address(door) + query
            answer = ask(browsers[role], address)
            heard += answer.status_code == 200
            if door.name != "api:openapi":
                found += [f"{address}: {what}" for what in beside(answer)]
    assert found == [] and heard > 100


def test_the_description_of_the_api_says_where_its_paths_begin(world):
    description = ask(Client(), "/api/v1/openapi.json").json()
    assert description["servers"] == [{"url": PATH.rstrip("/")}]
    assert f"<code>{PATH}api/v1/practices/</code>" in body_of(ask(Client(), "/api/v1/"))


def test_what_a_page_names_is_there(world):
    browser = world.client("visitor")
    page = body_of(ask(browser, "/search/"))
    named = set(re.findall(rf"(?:href|src|action)=\"{PATH}([^\"#?]+)", page))
    assert len(named) > 20 and any(path.startswith("static/") for path in named)
    missing = [path for path in named if ask(browser, f"/{path}").status_code not in (200, 302)]
    assert missing == []
    assert ask(browser, "/nowhere/").status_code == 404


def test_nodes_are_asked_after_their_health_without_the_path(world):
    assert ask(Client(), "/healthz").content == b"alive\n"


def test_logging_in_leads_back_to_where_one_was(world):
    browser = Client()
    asked = ask(browser, "/subscription/")
    assert asked["Location"] == f"{PATH}accounts/login/?next={PATH}subscription/"
    email = world.people["personal"].email
    typed = f"login={email}&password={PASSWORD}&next={PATH}subscription/"
    answer = ask(browser, "/accounts/login/", "POST", typed)
    assert answer["Location"] == f"{PATH}subscription/"
    assert browser.cookies["best-practices-sessionid"]["path"] == PATH
    chosen = ask(browser, "/i18n/setlang/", "POST", f"language=fr&next={PATH}search/")
    assert chosen["Location"] == f"{PATH}search/"
    assert browser.cookies["best-practices-django_language"]["path"] == PATH
    assert f"Path={PATH};" in _pin()


def test_mails_lead_there_too(world):
    ask(Client(), "/accounts/password/reset/", "POST", f"email={world.people['personal'].email}")
    bodies = list(OutgoingMail.objects.values_list("body", flat=True))
    assert len(bodies) > 2 and any("/password/reset/key/" in body for body in bodies)
    assert [found[0] for body in bodies for found in BESIDE.finditer(body)] == []
