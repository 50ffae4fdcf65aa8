"""Which links are asked how often, how politely, and when one is broken."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from cases import workflow
from cases.access import Reader
from cases.links import LinkCheckRun, broken_links, program_name, store, take_stock
from cases.models import Cycle, DataVersion, Link, LinkCheck, Practice, Reference
from partners.models import Organisation
from tests.cases.making import make_practice
from tests.cast import client_of
from web.fetch import Answer, Fault, FetchError

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://example.org/net"


class Web:
    """Stands for the web: ``answers`` by method and address; everything else is not found."""

    def __init__(self, **answers):
        self.answers = answers
        self.asked: list[tuple[str, str]] = []

    def ask(self, url, method="HEAD", most_bytes=0):
        self.asked.append((method, url))
        answer = self.answers.get(url, 404)
        answer = answer.get(method, 404) if isinstance(answer, dict) else answer
        if isinstance(answer, Fault):
            raise FetchError(answer)
        return answer if isinstance(answer, Answer) else Answer(answer)

    def pages(self) -> list[tuple[str, str]]:
        return [asked for asked in self.asked if not asked[1].endswith("/robots.txt")]


class Clock:
    def __init__(self):
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def __call__(self):
        return self.now


def links(*urls: str) -> list[Link]:
    return [Link.objects.create(url=url, digest=Link.digest_of(url)) for url in urls]


def run(web: Web, **kwargs) -> Clock:
    clock = Clock()
    LinkCheckRun(web, sleep=clock.sleep, clock=clock).go(**kwargs)
    return clock


def failed(link: Link, at: datetime, **outcome) -> Link:
    store(LinkCheck(link=link, at=at, **(outcome or {"status": 404})))
    link.refresh_from_db()
    return link


def test_the_stock_is_what_records_name_now(vocabularies):
    make_practice(complete=True)
    Organisation.objects.create(name="Far", url="https://far.example/")
    Organisation.objects.create(name="Old", url="ftp://files.example/")
    Cycle.objects.filter(year=2002).update(source="https://example.org/totals")
    take_stock()
    urls = {URL, "https://example.org", "https://far.example/", "https://example.org/totals"}
    assert set(Link.objects.values_list("url", flat=True)) == urls
    Organisation.objects.filter(name="Far").delete()
    take_stock()
    take_stock()
    assert set(Link.objects.values_list("url", flat=True)) == urls - {"https://far.example/"}


def test_each_answer_is_kept(db):
    links("https://a.example/", "https://b.example/", "https://c.example/")
    moved = Answer(200, moved_to="https://a.example/new")
    run(Web(**{"https://a.example/": moved, "https://b.example/": Fault.HOST}))
    kept = LinkCheck.objects.order_by("link__url")
    assert [(check.status, check.fault, check.moved_to) for check in kept] == [
        (200, "", "https://a.example/new"),
        (None, "no host", ""),
        (404, "", ""),
    ]
    assert [check.failed for check in kept] == [False, True, True]


@pytest.mark.parametrize("status", [200, 204, 401, 403, 429, 999])
def test_a_site_that_is_there_is_no_failure(status):
    assert not LinkCheck(status=status).failed


@pytest.mark.parametrize("outcome", [{"status": 404}, {"status": 500}, {"fault": Fault.TIMEOUT}])
def test_a_link_is_broken_after_repeated_failures_over_days(db, outcome):
    [link] = links(URL)
    assert not failed(link, NOW, **outcome).broken
    assert link.next_check == NOW + timedelta(days=2)
    for hours in (1, 2, 3):
        assert not failed(link, NOW + timedelta(hours=hours), **outcome).broken
    assert not failed(link, NOW + timedelta(days=6, hours=23), **outcome).broken
    assert failed(link, NOW + timedelta(days=7), **outcome).broken
    assert (link.failures, link.failing_since) == (6, NOW)
    assert link.next_check == NOW + timedelta(days=37)


def test_two_failures_are_not_enough_however_far_apart(db):
    [link] = links(URL)
    failed(link, NOW)
    assert not failed(link, NOW + timedelta(days=90)).broken


def test_one_good_answer_mends_it_and_a_wish_to_be_left_alone_says_nothing(db):
    [link] = links(URL)
    for days in (0, 4, 8):
        failed(link, NOW + timedelta(days=days))
    assert link.broken
    assert failed(link, NOW + timedelta(days=9), forbidden=True).broken
    failed(link, NOW + timedelta(days=10), status=200)
    assert (link.broken, link.failures, link.failing_since) == (False, 0, None)
    assert LinkCheck.objects.count() == 5


def test_what_is_not_due_is_left_alone_and_a_stopped_run_is_resumed(db):
    links(*(f"https://h{number}.example/" for number in range(4)))
    web = Web()
    run(web, most=1)
    assert len({url for _method, url in web.pages()}) == 1
    done = []

    def stop(*said):
        done.append(said)
        if len(done) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(web, progress=stop)
    run(web)
    asked = [url for method, url in web.pages() if method == "HEAD"]
    assert sorted(asked) == [f"https://h{number}.example/" for number in range(4)]
    run(web)
    assert LinkCheck.objects.count() == 4


def test_a_link_another_run_has_taken_is_left_alone(db):
    [link] = links(URL)
    run_here = LinkCheckRun(Web())
    assert run_here._claim(link)
    assert not LinkCheckRun(Web())._claim(link)


def test_hosts_take_turns_and_none_is_asked_again_at_once(db):
    links("https://a.example/1", "https://a.example/2", "https://b.example/1")
    everything = {link.url: 200 for link in Link.objects.all()}
    web = Web(**everything)
    clock = run(web)
    assert [url for _method, url in web.pages()][2] == "https://a.example/2"
    assert sum(clock.slept) == 5
    assert ("GET", "https://a.example/robots.txt") in web.asked
    assert web.asked.count(("GET", "https://a.example/robots.txt")) == 1


def test_the_wishes_of_a_host_are_heeded(db):
    links("https://a.example/private/x", "https://a.example/open", "https://a.example/other")
    robots = Answer(200, b"User-agent: *\nDisallow: /private/\nCrawl-delay: 20\n")
    web = Web(**{"https://a.example/robots.txt": robots, "https://a.example/open": 200})
    web.answers["https://a.example/other"] = 200
    clock = run(web)
    assert "https://a.example/private/x" not in [url for _method, url in web.pages()]
    private = LinkCheck.objects.get(link__url="https://a.example/private/x")
    assert (private.forbidden, private.failed) == (True, False)
    assert sum(clock.slept) == 40


def test_who_does_not_answer_for_the_head_is_asked_for_the_page(db):
    links("https://a.example/", "https://b.example/")
    web = Web(**{"https://a.example/": {"HEAD": 405, "GET": 200}})
    web.answers["https://b.example/"] = {"HEAD": Fault.ANSWER, "GET": 200}
    run(web)
    assert {check.status for check in LinkCheck.objects.all()} == {200}


def test_it_says_who_asks(settings):
    settings.CONTACT_MAIL = "office@example.org"
    assert settings.SITE_URL in program_name()
    assert "office@example.org" in program_name()


def test_the_command_says_how_far_it_is(db, vocabularies, monkeypatch):
    make_practice(complete=True)
    monkeypatch.setattr("cases.links.Fetcher", lambda name: Web(**{URL: 200}))
    out, err = StringIO(), StringIO()
    call_command("check_links", between=0, stdout=out, stderr=err)
    assert "https://example.org: 404" in out.getvalue()
    assert "2 links asked; 0 are broken." in out.getvalue()
    assert "2 of 2 links" in err.getvalue()


@pytest.fixture
def broken(vocabularies) -> Practice:
    practice = make_practice(complete=True)
    workflow.publish(practice)
    [link] = links(URL)
    for days in (0, 4, 8):
        failed(link, NOW + timedelta(days=days))
    return practice


def test_readers_see_that_it_no_longer_answers(broken, client):
    assert "(no longer answers)" in client.get(broken.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_pages_are_made_anew_when_a_link_breaks(transactional_db):
    from tests.cases.making import load_vocabularies

    load_vocabularies()
    practice = make_practice(complete=True)
    [link] = links(URL)
    failed(link, NOW)
    before = DataVersion.current()
    failed(link, NOW + timedelta(days=4))
    assert DataVersion.current() == before
    failed(link, NOW + timedelta(days=8))
    assert DataVersion.current() == before + 1
    practice.delete()


def test_the_queue_leads_to_the_records_to_mend(broken):
    desk = client_of(Reader.CURATOR)
    listed = desk.get("/admin/cases/link/?queue=broken-links").context["cl"].result_list
    assert [link.url for link in listed] == [URL]
    page = desk.get(f"/admin/cases/link/{Link.digest_of(URL)}/change/").content.decode()
    assert f"/admin/cases/practice/{broken.pk}/change/" in page
    assert page.count("404") >= 3
    Reference.objects.filter(url=URL).update(url="https://example.org/mended")
    assert not broken_links().exists(), "a mended address waits no longer"


@pytest.mark.parametrize(("action", "number"), [("call_sound", 0), ("check_soon", 1)])
def test_a_curator_who_looked_has_the_last_word(broken, action, number):
    desk = client_of(Reader.CURATOR)
    data = {"action": action, "_selected_action": [Link.digest_of(URL)]}
    desk.post("/admin/cases/link/", data)
    assert broken_links().count() == number
