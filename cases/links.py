"""Checking the web addresses that records name: which, how often, and when one is broken."""

import heapq
import time
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.models import Cycle, Link, LinkCheck, Practice, Reference
from cases.models.change_log import log_changes
from partners.models import Organisation
from web.fetch import Answer, Fault, Fetcher, FetchError

USES = ((Reference, "url"), (Organisation, "url"), (Cycle, "source"))
"""The columns that hold web addresses readers follow."""

AGAIN_WHEN_SOUND = timedelta(days=30)
AGAIN_WHEN_FAILING = timedelta(days=2)
BROKEN_AFTER_FAILURES = 3
BROKEN_AFTER = timedelta(days=7)
CLAIMED_FOR = timedelta(hours=1)
SECONDS_BETWEEN = 5
MOST_BYTES_OF_ROBOTS = 100_000
BATCH = 500

Progress = Callable[[int, int, Link, LinkCheck], None]


def program_name() -> str:
    """Return what the checker calls itself, with the address of those who run it."""
    return f"BestPracticesLinkCheck/1 (+{settings.SITE_URL}; {settings.CONTACT_MAIL})"


def take_stock() -> None:
    """Bring the list of links in step with the addresses that records name now."""
    named: set[str] = set()
    for model, column in USES:
        rows = model.objects.filter(**{f"{column}__istartswith": "http"})
        named.update(rows.values_list(column, flat=True))
    known = dict(Link.objects.values_list("url", "digest"))
    Link.objects.bulk_create(
        (Link(url=url, digest=Link.digest_of(url)) for url in sorted(named - known.keys())),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    gone = [known[url] for url in known.keys() - named]
    for start in range(0, len(gone), BATCH):
        Link.objects.filter(digest__in=gone[start : start + BATCH]).delete()


def broken_links() -> QuerySet[Link]:
    """Return the broken links that some record still names."""
    used = Q()
    for model, column in USES:
        used |= Q(url__in=model.objects.order_by().values(column))
    return Link.objects.filter(used, broken=True)


def records_with(url: str) -> list:
    """Return the rows of the database that name ``url``."""
    rows = [row for model, column in USES for row in model.objects.filter(**{column: url})]
    return rows


class LinkCheckRun:
    """One run over the links that are due: politely, host by host in turn.

    Each answer is stored at once, so a run that was stopped is resumed by the next. ``sleep`` and
    ``clock`` are those of the system unless others are given.
    """

    def __init__(
        self,
        fetcher: Fetcher | None = None,
        between: float = SECONDS_BETWEEN,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ):
        self.fetcher = fetcher or Fetcher(program_name())
        self.between = between
        self.sleep = sleep
        self.clock = clock
        self.robots: dict[str, RobotFileParser] = {}

    def go(self, most: int | None = None, progress: Progress = lambda *_said: None) -> int:
        """Check the links that are due, at most ``most``; return how many were asked."""
        due = list(
            Link.objects.filter(next_check__lte=timezone.now()).order_by("next_check")[:most]
        )
        hosts: dict[str, deque[Link]] = defaultdict(deque)
        for link in due:
            hosts[urlsplit(link.url).netloc.lower()].append(link)
        turns = [(self.clock(), number, host) for number, host in enumerate(hosts)]
        heapq.heapify(turns)
        done = 0
        while turns:
            ready, number, host = heapq.heappop(turns)
            self.sleep(max(0, ready - self.clock()))
            link = hosts[host].popleft()
            if self._claim(link):
                check = self._check(link)
                done += 1
                progress(done, len(due), link, check)
            if hosts[host]:
                heapq.heappush(turns, (self.clock() + self._pause(link.url), number, host))
        return done

    def _claim(self, link: Link) -> bool:
        """Put the link off, unless another run took it first."""
        unclaimed = Link.objects.filter(pk=link.pk, next_check=link.next_check)
        return bool(unclaimed.update(next_check=timezone.now() + CLAIMED_FOR))

    def _check(self, link: Link) -> LinkCheck:
        if not self._may_ask(link.url):
            return store(LinkCheck(link=link, forbidden=True))
        try:
            answer = self._ask(link.url)
        except FetchError as error:
            return store(LinkCheck(link=link, fault=error.fault))
        moved_to = answer.moved_to if len(answer.moved_to) <= 1000 else ""
        return store(LinkCheck(link=link, status=answer.status, moved_to=moved_to))

    def _ask(self, url: str) -> Answer:
        """Ask for the head alone; some servers answer that only when asked for the page."""
        try:
            answer = self.fetcher.ask(url, "HEAD")
        except FetchError as error:
            if error.fault not in (Fault.ANSWER, Fault.TIMEOUT, Fault.CONNECTION):
                raise
            answer = None
        if answer and answer.status < 400:
            return answer
        self.sleep(self._pause(url))
        return self.fetcher.ask(url, "GET")

    def _pause(self, url: str) -> float:
        asked = self._robots(url).crawl_delay(program_name())
        return min(max(self.between, float(asked or 0)), 60)

    def _may_ask(self, url: str) -> bool:
        return self._robots(url).can_fetch(program_name(), url)

    def _robots(self, url: str) -> RobotFileParser:
        """Return the wishes of the host, asked for once in a run; a host without any has none."""
        address = urljoin(url, "/robots.txt")
        if address not in self.robots:
            lines: list[str] = []
            try:
                answer = self.fetcher.ask(address, "GET", MOST_BYTES_OF_ROBOTS)
                if answer.status == 200:
                    lines = answer.body.decode("utf-8", "replace").splitlines()
            except FetchError:
                pass
            self.robots[address] = RobotFileParser()
            self.robots[address].parse(lines)
        return self.robots[address]


@transaction.atomic
def store(check: LinkCheck) -> LinkCheck:
    """Keep an answer and what it means for its link.

    A link is broken when it failed ``BROKEN_AFTER_FAILURES`` times in a row over ``BROKEN_AFTER``
    at least, and sound again with the first good answer. Effects: the pages of the cases that name
    it are made anew when that changes.
    """
    check.save()
    link = Link.objects.select_for_update().get(pk=check.link_id)
    was_broken = link.broken
    link.last_checked = check.at
    if check.failed:
        link.failures += 1
        link.failing_since = link.failing_since or check.at
        enough = link.failures >= BROKEN_AFTER_FAILURES
        link.broken = enough and check.at - link.failing_since >= BROKEN_AFTER
    elif not check.forbidden:
        link.failures, link.failing_since, link.broken = 0, None, False
    soon = check.failed and not link.broken
    link.next_check = check.at + (AGAIN_WHEN_FAILING if soon else AGAIN_WHEN_SOUND)
    link.save()
    if link.broken != was_broken:
        cases = Practice.objects.filter(references__url=link.url)
        log_changes(cases.order_by().values_list("pk", flat=True).distinct())
    return check
