"""What Django is told of a database, from its address."""

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}

KEPT_SECONDS = 60
"""So long a process keeps a connection; to open one for each page costs a tenth of the page."""

# The primary is whichever of the named hosts takes writes.
POSTGRESQL_OPTIONS = {"connect_timeout": 2, "target_session_attrs": "read-write"}


def database(url: str) -> dict:
    """Return Django's settings for a database address.

    Raises ImproperlyConfigured when the address cannot be read or names another engine than SQLite
    or PostgreSQL.
    """
    try:
        config = dj_database_url.parse(url)
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from None
    config["CONN_MAX_AGE"] = KEPT_SECONDS
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = SQLITE_OPTIONS
    elif config["ENGINE"] == "django.db.backends.postgresql":
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = POSTGRESQL_OPTIONS | config.get("OPTIONS", {})
    else:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite: or postgresql:.")
    return config


def replica(url: str, seconds: float) -> dict:
    """Return Django's settings for a replica: reads only, none longer than ``seconds``."""
    config = database(url)
    if config["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("REPLICA_URLS must begin with postgresql:.")
    config["OPTIONS"] |= {
        "target_session_attrs": "any",
        "options": f"-c default_transaction_read_only=on -c statement_timeout={seconds}s",
    }
    return config | {"TEST": {"MIRROR": "default"}}
