"""Figures of this node for Prometheus: how many answers, how fast, of which kind. No readers."""

import os
import time
from functools import cache

from django.conf import settings
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily

from cases.models import DataVersion, Practice
from cases.page_cache import page_given
from web.models import OutgoingMail

ANSWERS = Counter(
    "bestpractices_answers", "Answers by view, method and status.", ["view", "method", "status"]
)
SECONDS = Histogram("bestpractices_answer_seconds", "Seconds an answer took, by view.", ["view"])
answers_of, seconds_of = cache(ANSWERS.labels), cache(SECONDS.labels)
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}


FIGURES = "/metrics"


class MetricsMiddleware:
    """Count and time each answer under the name of its view; answer ``/metrics`` itself.

    That comes before anything else reads the token: it is not one of a reader's.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == FIGURES and _is_allowed(request):
            return figures()
        start = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = (match.view_name or match.route) if match else "none"
        method = request.method if request.method in METHODS else "other"
        count(view, method, response.status_code, time.perf_counter() - start)
        return response


def count(view: str, method: str, status: int, seconds: float, **signal) -> None:
    answers_of(view, method, str(status)).inc()
    seconds_of(view).observe(seconds)


page_given.connect(count)


class SiteCollector:
    """The state of the site, read from the database when it is asked for."""

    def collect(self):
        for name, what, value in (
            ("data_version", "Number of the last change.", DataVersion.current()),
            ("published", "Published practices.", Practice.objects.published().count()),
            ("mails_waiting", "Mails not yet accepted.", OutgoingMail.objects.count()),
        ):
            yield GaugeMetricFamily(f"bestpractices_{name}", what, value=value)


def _is_allowed(request) -> bool:
    """Whether the request has ``METRICS_TOKEN``; without that setting nobody is."""
    given = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.METRICS_TOKEN}"
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, expected)


def figures() -> HttpResponse:
    """Return the figures of all processes of this node."""
    site = CollectorRegistry()
    site.register(SiteCollector())
    text = generate_latest(_all_processes()) + generate_latest(site)
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST, headers=headers)


def _all_processes() -> CollectorRegistry:
    """Gather what all workers counted; under another server than gunicorn, this process alone."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return registry
