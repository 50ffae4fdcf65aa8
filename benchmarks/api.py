"""Requests made from the description of the API: how many are not answered as described.

python3 run.py bench api [--requests 10000] [--seed 1]

Sensible and hostile requests, made from the OpenAPI description, are asked of a site with the
sample cases. The goals: no answer of 5xx, none with a status or a shape that is not described.
"""

import argparse
import os
import random
import tempfile
from collections import Counter
from itertools import islice

from benchmarks.stage import timing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DATABASE_URL": "", "RATE_LIMITS": "api=0,token=0"}
        os.environ["LOG_LEVEL"] = "ERROR"
        os.environ |= {"DJANGO_SETTINGS_MODULE": "bestpractices.settings"}
        statuses, broken, strange = measure(given.requests, given.seed)
    said = ", ".join(f"{status}: {n:,}" for status, n in sorted(statuses.items()))
    print(f"{given.requests:,} requests, seed {given.seed}; answers {said}")
    for fault in strange[:20]:
        print(fault)
    goals = [
        timing.goal("answers of 5xx", f"{broken}", not broken),
        timing.goal("answers not as described", f"{len(strange)}", not strange),
    ]
    print(timing.table(["goal", "reached", ""], goals))


def measure(number: int, seed: int) -> tuple[Counter, int, list[str]]:
    """Return how often each status came, how many were 5xx, and what was not as described."""
    import django
    from django.core.management import call_command

    django.setup()
    for command in ("migrate", "load_vocabularies", "load_places", "load_sample_cases"):
        call_command(command, verbosity=0)
    from django.conf import settings
    from django.test import Client

    from tests.cases.api.generated import fault_of, requests

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(raise_request_exception=False)
    statuses, strange = Counter(), []
    for request in islice(requests(random.Random(seed), names(), ["bp_none"]), number):
        answer = client.get(request.address, headers=request.headers)
        statuses[answer.status_code] += 1
        if fault := fault_of(request, answer):
            strange.append(f"{request.address} {request.headers}: {fault}")
    return statuses, sum(n for status, n in statuses.items() if status >= 500), strange


def names() -> dict[str, list]:
    """Return values that exist in the sample cases, by name of a parameter."""
    from cases.citations import FORMATS
    from cases.models import Category, Country, Practice
    from partners.models import Organisation

    return {
        "practice": list(Practice.objects.values_list("slug", flat=True))
        + list(Practice.objects.values_list("uid", flat=True)),
        "number": [1, 2],
        "key": list(Organisation.objects.values_list("pk", flat=True)),
        "name": list(FORMATS),
        "country": list(Country.objects.values_list("code", flat=True)),
        "category": list(Category.objects.values_list("slug", flat=True)),
        "cursor": ["", "1", "1f"],
    }


if __name__ == "__main__":
    main()
