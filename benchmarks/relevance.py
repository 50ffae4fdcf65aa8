"""How well the search ranks: a test collection loaded as cases, beside Lucene-style BM25.

  python3 run.py bench relevance --collection DIR [--database sqlite|postgresql]

DIR holds documents.jsonl (id, title, text), queries.jsonl (id, text) and judgements.tsv (query,
document, grade; above 0 is relevant). The documents become published practices in a new database,
the index is derived from it as ever, and a subscriber asks each query. bm25s (method "lucene", k1
1.2, b 0.75, English stemmer and stop words) gets title and text of the same documents.
"""

import argparse
import contextlib
import json
import math
import os
import tempfile
import time
from collections import defaultdict
from pathlib import Path

DEPTH = 1000
LONGEST_TITLE = 300
LONGEST_SECTION = 20_000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--collection", type=Path, required=True)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    options = parser.parse_args()
    documents, queries, judgements = read_collection(options.collection)
    print(f"{options.collection.name}: {len(documents)} documents, {len(queries)} queries")
    rivals = ask_bm25s(documents, queries)
    with empty_site(options.database):
        ours = ask_us(documents, queries)
    scores = {name: score(run, judgements) for name, run in (("ours", ours), ("bm25s", rivals))}
    for place, measure in enumerate(("MAP", "Recall@100", "nDCG@10"), 1):
        values = " ".join(f"{name} {values[place % 3]:.3f}" for name, values in scores.items())
        print(f"{measure} {values}")


def read_collection(folder: Path) -> tuple[list[dict], list[dict], dict[str, dict[str, float]]]:
    """Return the documents, the queries, and by query the grades of documents."""
    documents, queries = (
        [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines() if line]
        for name in ("documents.jsonl", "queries.jsonl")
    )
    judgements: dict[str, dict[str, float]] = defaultdict(dict)
    for line in (folder / "judgements.tsv").read_text("utf-8").splitlines():
        with contextlib.suppress(ValueError):  # a heading has no grade
            query, document, grade = line.split("\t")
            judgements[query][document] = float(grade)
    return documents, queries, judgements


def ask_bm25s(documents: list[dict], queries: list[dict]) -> dict[str, list[str]]:
    import bm25s
    import Stemmer

    def tokens(texts):
        return bm25s.tokenize(
            texts,
            stopwords="en",
            stemmer=Stemmer.Stemmer("english"),
            show_progress=False,
            return_ids=False,
        )

    engine = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    texts = [f"{document.get('title') or ''} {document['text']}" for document in documents]
    engine.index(tokens(texts), show_progress=False)
    run = {}
    for query in queries:
        scores = engine.get_scores(tokens([query["text"]])[0])
        best = sorted((-value, place) for place, value in enumerate(scores) if value > 0)
        run[str(query["id"])] = [str(documents[place]["id"]) for _value, place in best[:DEPTH]]
    return run


@contextlib.contextmanager
def empty_site(database: str):
    """Set Django up on an empty database of that kind and a data folder that is deleted after."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="relevance-"))
        url = ""
        if database == "postgresql":
            from tests.postgres import running_server

            url = stack.enter_context(running_server())
        os.environ.update(
            DATA_DIR=folder, DATABASE_URL=url, DJANGO_SETTINGS_MODULE="bestpractices.settings"
        )
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_vocabularies", verbosity=0)
        yield
        from django.db import connections

        connections.close_all()


def ask_us(documents: list[dict], queries: list[dict]) -> dict[str, list[str]]:
    from cases import search

    start = time.perf_counter()
    names = load(documents)
    loaded = time.perf_counter()
    search.sync()
    built = time.perf_counter()
    run = ask(queries, names)
    asked = time.perf_counter()
    print(
        f"loaded in {loaded - start:.1f} s, indexed in {built - loaded:.1f} s, "
        f"{1000 * (asked - built) / len(queries):.1f} ms a query"
    )
    return run


def ask(queries: list[dict], names: dict[int, str]) -> dict[str, list[str]]:
    """Return the documents found for each query, best first; ``names`` has those of practices."""
    from cases import search
    from cases.access import Reader
    from cases.criteria import Criteria

    run = {}
    for query in queries:
        found = search.matching_ids(Criteria(q=query["text"]), Reader.SUBSCRIBER)
        run[str(query["id"])] = [names[practice] for practice in found[:DEPTH]]
    return run


def load(documents: list[dict]) -> dict[int, str]:
    """Publish the documents as practices; return the id of the document of each practice."""
    from django.db import transaction

    from cases.models import NarrativeHeading, NarrativeSection, Practice
    from cases.models.change_log import log_changes

    headings = list(NarrativeHeading.objects.order_by("position"))
    sections = []
    with transaction.atomic():
        practices = Practice.objects.bulk_create(
            Practice(title=split(document)[0], slug=f"document-{number}", state="published")
            for number, document in enumerate(documents)
        )
        for practice, document in zip(practices, documents, strict=True):
            text = split(document)[1]
            for place, start in enumerate(range(0, len(text), LONGEST_SECTION)):
                part = text[start : start + LONGEST_SECTION]
                heading = headings[place]
                sections.append(NarrativeSection(practice=practice, heading=heading, text=part))
        NarrativeSection.objects.bulk_create(sections)
        log_changes(practice.pk for practice in practices)
    return {
        practice.pk: str(document["id"])
        for practice, document in zip(practices, documents, strict=True)
    }


def split(document: dict) -> tuple[str, str]:
    """Return title and text as a practice holds them: what a long title loses opens the text."""
    from fields.text import FORBIDDEN_IN_TEXT

    title, text = (
        FORBIDDEN_IN_TEXT.sub(" ", document.get(name) or "").strip() for name in ("title", "text")
    )
    title = " ".join(title.split())
    if len(title) > LONGEST_TITLE:
        return title[:LONGEST_TITLE], f"{title[LONGEST_TITLE:]}\n{text}"
    return title, text


def score(run: dict[str, list[str]], judgements: dict) -> tuple[float, float, float]:
    """Return mean nDCG@10, MAP and Recall@100 over the queries with a relevant document.

    The gain of a document is its grade.
    """
    values = [
        _score(run[query], {name: grade for name, grade in grades.items() if grade > 0})
        for query, grades in judgements.items()
        if query in run and max(grades.values()) > 0
    ]
    return tuple(sum(column) / len(values) for column in zip(*values, strict=True))


def _score(found: list[str], grades: dict[str, float]) -> tuple[float, float, float]:
    ideal = sorted(grades.values(), reverse=True)
    dcg = sum(grades.get(name, 0) / math.log2(n + 1) for n, name in enumerate(found[:10], 1))
    best = sum(grade / math.log2(n + 1) for n, grade in enumerate(ideal[:10], 1))
    places = [n for n, name in enumerate(found, 1) if name in grades]
    precisions = sum(hits / n for hits, n in enumerate(places, 1))
    recalled = len(grades.keys() & set(found[:100]))
    return dcg / best, precisions / len(grades), recalled / len(grades)


if __name__ == "__main__":
    main()
