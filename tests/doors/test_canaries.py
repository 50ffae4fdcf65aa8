"""The canary crawl: no closed word reaches who may not read it, through any door, in any format.

Every address is asked of the WSGI application, page cache included, by all roles one after another:
once with a subscriber first, once with a visitor first.
"""

import io
import zipfile

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from cases import access, page_cache
from cases.exports import FORMATS
from cases.page_cache import PAGES, PageCache
from subscribers.models import Note
from tests.doors.addresses import doors
from tests.doors.world import CANARIES

pytestmark = pytest.mark.django_db

PERSONS = {CANARIES["contact_persons"]}
CLOSED = set(CANARIES.values()) | {"7351"}
PRIVATE = {"zenotara"}
FORBIDDEN = {
    "visitor": CLOSED | PRIVATE,
    "expired": CLOSED | PRIVATE,
    "personal": PERSONS,
    "member": PERSONS | PRIVATE,
    "institution_admin": PERSONS | PRIVATE,
    "deactivated": CLOSED | PRIVATE,
}
OPENED = {CANARIES[part] for part in ("narrative", "finances", "claims")} | {"7351"}
ROUNDS = [
    ("personal", "visitor", "member", "institution_admin", "deactivated", "expired"),
    ("visitor", "personal", "visitor", "expired"),
]
NEVER_KEPT = "/accounts/"
MORE = {
    "search": [f"?q={word}" for word in sorted(CANARIES.values())]
    + ["?q=riders", "?q=sentence", "?sort=budget", f"?funder=Fund+{CANARIES['finances']}"],
    "search_map": [f"?funder=Fund+{CANARIES['finances']}", "?q=riders"],
    "search_table": ["?sort=budget"],
    "suggest": ["?q=ze", "?q=zan", "?q=rid"],
    "compare_versions": ["?old=1&new=2"],
    "cite_search": ["?q=riders"],
    "embed_list": ["?q=riders", *(f"?q={word}" for word in sorted(CANARIES.values()))],
    "oai": [
        "?verb=ListRecords&metadataPrefix=oai_dc",
        "?verb=ListRecords&metadataPrefix=practice",
        "?verb=ListIdentifiers&metadataPrefix=practice",
    ],
    "api:practices": [f"?q={word}" for word in sorted(CANARIES.values())]
    + ["?q=riders", "?cursor=", "?sort=budget", f"?funder=Fund+{CANARIES['finances']}"],
    "api:facets": ["?q=riders"],
    "api:coverage": ["?q=riders"],
    "api:suggestions": ["?q=ze", "?q=zan", "?q=rid"],
}


@pytest.fixture(scope="module")
def world(world):
    petra = world.people["personal"]
    Note.objects.create(user=petra, practice=world.practice, text="My word is zenotara.")
    return world


@pytest.fixture(autouse=True)
def one_connection():
    """Ask the application inside the test's transaction, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    PAGES.clear()
    yield
    PAGES.clear()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def addresses(world) -> list[str]:
    """Return every address that can be read, each with the query strings of MORE.

    The desk is left out: the permission matrix shows that it sends all these roles to log in.
    """
    found = []
    for door in doors():
        if "logout" in door.name or door.name.startswith("admin:"):
            continue
        plain = world.address(door)
        found += [plain, *(plain + query for query in MORE.get(door.name, []))]
        if door.name == "export":
            found += [plain.rpartition(".")[0] + f".{name}" for name in FORMATS]
        if door.name.startswith(("cite", "api:citation_file")):
            found += [plain.rpartition(".")[0] + f".{name}" for name in ("ris", "json")]
        if "<int:number>" in door.route:
            found.append(plain.replace("/versions/1/", "/versions/2/"))
    return list(dict.fromkeys(found))


def ask(client, address) -> str:
    """Return all an answer says: headers and body, whatever they are packed in."""
    said = []

    def start_response(status, headers, exc_info=None):
        said.extend(f"{name}: {value}" for name, value in headers)

    environ = RequestFactory(headers={"Host": "localhost"}).get(address).environ
    environ["HTTP_COOKIE"] = "; ".join(f"{n}={c.value}" for n, c in client.cookies.items())
    body = b"".join(PageCache(WSGIHandler())(environ, start_response))
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return "\n".join(said) + body.decode("utf-8", "replace")


def leaks(world, order, only="", opened=frozenset()) -> tuple[list[str], int]:
    """Return where a role heard a closed word when all of ``order`` asked one after another, and
    how many answers were heard. Answers that are never kept are asked for once by each role."""
    browsers = [(role, world.client(role)) for role in order]
    found, asked = [], 0
    for address in (address for address in addresses(world) if only in address):
        turns = dict(browsers).items() if address.startswith(NEVER_KEPT) else browsers
        for role, browser in turns:
            asked += 1
            found += heard(ask(browser, address), role, address, FORBIDDEN[role] - opened, opened)
    return found, asked


def heard(answer, role, address, forbidden, opened) -> list[str]:
    """Return a line for each closed word in an answer, and for a case that was found by one."""
    typed = {word for word in forbidden if word in address}
    found = [f"{role}, {address}: {word}" for word in sorted(forbidden - typed) if word in answer]
    found_by = typed and "?q=" in address and role in ("visitor", "expired") and not opened
    if found_by and "Riders and their Buses" in answer:
        found.append(f"{role}, {address}: found by a closed word")
    return found


def bytes_of(found: list[str]) -> int:
    return sum(len(fault.rpartition(": ")[2]) for fault in found)


@pytest.mark.parametrize("order", ROUNDS)
def test_no_closed_word_gets_out(world, order, figure):
    found, asked = leaks(world, order)
    figure(
        f"canary crawl, {', '.join(order)}: {asked} answers, "
        f"{bytes_of(found)} bytes of canaries found"
    )
    assert found == []


@pytest.mark.parametrize(
    ("order", "only"),
    [(("visitor", "personal", "visitor"), ""), (("personal", "visitor", "expired"), "practices/")],
)
def test_open_access_opens_texts_money_and_claims_but_no_contact(
    world, order, only, settings, figure
):
    settings.OPEN_ACCESS = True
    found, asked = leaks(world, order, only, OPENED)
    figure(
        f"canary crawl under OPEN_ACCESS, {', '.join(order)}: {asked} answers, "
        f"{bytes_of(found)} bytes of canaries found"
    )
    assert found == []


@pytest.mark.parametrize("role", ["visitor", "expired"])
def test_what_open_access_opens_is_heard_at_every_door_that_has_it(world, role, settings):
    settings.OPEN_ACCESS = True
    browser = world.client(role)
    page = world.practice.get_absolute_url()
    doors_of = {
        f"{page}": OPENED,
        f"{page}versions/1/": OPENED,
        f"{page}versions/1/process/": {CANARIES["narrative"]},
        "/claims/": {CANARIES["claims"]},
        **{f"/search/export.{name}": OPENED for name in ("csv", "xlsx", "json")},
    }
    silent = [
        f"{address}: {word}"
        for address, words in doors_of.items()
        for word in words
        if word not in ask(browser, address)
    ]
    assert silent == []
    for part in ("narrative", "finances", "claims"):
        assert "Riders and their Buses" in ask(browser, f"/search/?q={CANARIES[part]}"), part


def test_the_canaries_are_heard_by_who_may(world):
    page = world.practice.get_absolute_url()
    assert {word for word in CLOSED | PRIVATE if word in ask(world.client("personal"), page)} == (
        CLOSED - PERSONS | PRIVATE
    )
    assert CANARIES["contact_persons"] in ask(world.client("curator"), page)


def test_a_part_that_is_not_closed_is_heard(world, monkeypatch):
    monkeypatch.setitem(access.POLICY, access.Part.CLAIMS, access.Reader.VISITOR)
    found, _asked = leaks(world, ("visitor",), "practices/")
    assert any(CANARIES["claims"] in fault for fault in found)


def test_a_cache_that_keeps_what_a_subscriber_read_is_heard(world, monkeypatch):
    monkeypatch.setattr(page_cache, "_from_a_visitor", lambda meta: True)
    monkeypatch.setattr(page_cache, "_may_be_kept", lambda request, response: True)
    found, _asked = leaks(world, ("personal", "visitor"), "practices/")
    assert any(CANARIES["narrative"] in fault for fault in found)
