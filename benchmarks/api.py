"""Requests made from the description of the API: how many are not answered as described.

python3 run.py bench api [--requests 10000] [--seed 1] [--database sqlite postgresql]

Sensible and hostile requests, made from the OpenAPI description, are asked of a site with the
sample cases: by visitors, with a subscriber's token, with tokens that are none. The goals: no
answer of 5xx, none with a status or a shape that is not described.
"""

import argparse
import logging
import os
import random
import sys
import tempfile
from collections import Counter
from contextlib import nullcontext
from itertools import islice

from benchmarks.stage import site, timing
from tests import postgres


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    databases = ["sqlite", "postgresql"]
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", nargs="+", choices=databases, default=databases)
    given = parser.parse_args()
    head = ["database", "requests", "answers", "of 5xx", "not as described"]
    rows = []
    for database in given.database:
        statuses, strange = site.in_a_new_process(measured, database, given.requests, given.seed)
        failed = sum(number for status, number in statuses.items() if status >= 500)
        said = ", ".join(f"{status}: {number:,}" for status, number in sorted(statuses.items()))
        rows.append([database, f"{given.requests:,}", said, f"{failed}", f"{len(strange)}"])
        print(*strange[:20], sep="\n", end="\n" if strange else "")
    print(timing.machine(), timing.table(head, rows), sep="\n\n")
    if any(row[3:] != ["0", "0"] for row in rows):
        sys.exit(1)


def measured(database: str, number: int, seed: int) -> tuple[Counter, list[str]]:
    server = nullcontext("") if database == "sqlite" else postgres.running_server()
    with tempfile.TemporaryDirectory() as folder, server as address:
        os.environ |= {"DATA_DIR": folder, "DATABASE_URL": address}
        os.environ |= {"RATE_LIMITS": "api=0,api_token=0,token=0"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "bestpractices.settings"}
        return asked(number, seed)


def asked(number: int, seed: int) -> tuple[Counter, list[str]]:
    """Return how often each status came, and what was not as described."""
    import django
    from django.core.management import call_command

    django.setup()
    for command in ("migrate", "load_vocabularies", "load_places", "load_sample_cases"):
        call_command(command, verbosity=0)
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from subscribers.tokens import make_token
    from tests.cases.api.generated import fault_of, requests
    from tests.cast import sven

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(raise_request_exception=False)
    statuses, strange = Counter(), []
    tokens = [make_token(sven(), "Script", "read"), "bp_none"]
    logging.disable(logging.WARNING)
    for request in islice(requests(random.Random(seed), names(), tokens), number):
        answer = client.get(request.address, headers=request.headers)
        statuses[answer.status_code] += 1
        if fault := fault_of(request, answer):
            strange.append(f"{request.address} {request.headers}: {fault}")
    connection.close()
    return statuses, strange


def names() -> dict[str, list]:
    """Return values that exist in the sample cases, by name of a parameter."""
    from cases.api.parameters import cursor_at
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
        "cursor": ["", cursor_at(("practice", 1)), cursor_at(("title", "a"))],
    }


if __name__ == "__main__":
    main()
