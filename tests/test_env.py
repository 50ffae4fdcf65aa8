"""A setting that cannot be meant stops the start and names itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bestpractices import env

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent


def test_a_limit_of_nothing_is_no_limit(monkeypatch):
    monkeypatch.setenv("RATE_LIMITS", "search=0")
    assert env.rates("RATE_LIMITS", {"search": "1/day"}) == {"search": (sys.maxsize, 60)}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", "perhaps", "DEBUG='perhaps' is neither true nor false"),
        ("SITE_URL", "example.org", "SITE_URL='example.org' is not like https://example.org/"),
        ("SITE_URL", "https://example.org/?a", "SITE_URL='https://example.org/?a' is not like"),
        ("SITE_URL", "https://example.org/b est", "SITE_URL='https://example.org/b est' is not"),
        ("TRUSTED_PROXIES", "two", "TRUSTED_PROXIES='two' is not a whole number"),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES='-1' is smaller than 0"),
        ("RATE_LIMITS", "search=often", "RATE_LIMITS: 'often' is not of the form 60/minute"),
        ("RATE_LIMITS", "find=1/day", "RATE_LIMITS: 'find' is none of search, suggest"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL='loud' is none of DEBUG, INFO, WARNING, ERROR"),
        ("ACCESS_POLICY", "narrative", "ACCESS_POLICY: 'narrative' is not of the form key=value"),
        ("CARD_FONT", "none.ttf", "CARD_FONT='none.ttf' is no font file: cannot open resource"),
        ("DATABASE_URL", "mysql://host/name", "DATABASE_URL must begin with sqlite: or postgresql"),
    ],
)
def test_a_value_that_cannot_be_meant(name, value, said, tmp_path):
    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), name: value},
        capture_output=True,
        text=True,
    )
    assert started.returncode
    assert said in started.stderr


def test_a_production_configuration_passes_the_deployment_check(tmp_path):
    production = {
        "DATA_DIR": str(tmp_path),
        "HTTPS": "true",
        "ALLOWED_HOSTS": "practices.example",
        "SITE_URL": "https://practices.example/",
        "SECRET_KEY": "",
    }
    check = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**os.environ, **production},
        capture_output=True,
        text=True,
    )
    assert check.returncode == 0, check.stderr
