"""Datasette on the same rows, asked in this process through its own client, without a socket.

It gives 20 hits with their summaries, the total and four facets. It has no snippets, and its order
is that of the rows: both spare it work.
"""

import asyncio
from pathlib import Path
from urllib.parse import urlencode

from datasette.app import Datasette

from benchmarks.rivals.fts5 import FACETS

SETTINGS = {
    "sql_time_limit_ms": 600_000,
    "facet_time_limit_ms": 600_000,
    "suggest_facets": False,
    "default_facet_size": 1000,
    "max_returned_rows": 1000,
}


class DatasettePage:
    """Answers with the JSON of a page of ``rival_case`` in the SQLite file ``path``."""

    def __init__(self, path: Path):
        self.datasette = Datasette([str(path)], settings=SETTINGS)
        self.loop = asyncio.new_event_loop()
        self.table = f"/{path.stem}/rival_case.json"

    def page(self, q: str, filters: dict[str, str], size: int = 20) -> dict:
        """Return the answer to the words ``q``, each column of ``filters`` having its value.

        Raises RuntimeError with Datasette's message when it answers with an error.
        """
        asked = [("_size", size), ("_col", "title"), ("_col", "summary"), *filters.items()]
        asked += [("_facet", name) for name in FACETS]
        if q:
            asked.append(("_search", q))
        address = f"{self.table}?{urlencode(asked)}"
        response = self.loop.run_until_complete(self.datasette.client.get(address))
        if response.status_code != 200:
            raise RuntimeError(f"Datasette answered {response.status_code}: {response.text[:300]}")
        return response.json()

    def close(self) -> None:
        self.loop.close()
