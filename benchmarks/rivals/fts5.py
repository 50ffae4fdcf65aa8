"""Text search of the plain Django way on SQLite: an FTS5 table, its bm25 rank, its snippets.

``rival_case`` holds one row a published case, the whole text in columns, as Datasette reads it too.
"""

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

TABLE = """
CREATE TABLE rival_case (
    id integer PRIMARY KEY, title text, summary text, narrative text,
    region text, country text, level text, ecosystem text
)
"""
ROWS = """
INSERT INTO rival_case
SELECT practice.id, practice.title, practice.summary,
    (SELECT group_concat(text, char(10)) FROM cases_narrativesection AS section
        WHERE section.practice_id = practice.id) AS narrative,
    region.name AS region, country.name AS country, level.name AS level, ecosystem.name AS ecosystem
FROM cases_practice AS practice
JOIN cases_location AS location ON location.practice_id = practice.id AND location.position = 0
JOIN cases_country AS country ON country.code = location.country_id
JOIN cases_region AS region ON region.id = country.region_id
JOIN cases_levelofactivity AS level ON level.id = practice.level_of_activity_id
JOIN cases_ecosystem AS ecosystem ON ecosystem.id = practice.ecosystem_id
WHERE practice.state = 'published' ORDER BY practice.id
"""
FACETS = ("region", "country", "level", "ecosystem")
INDEX = """
CREATE VIRTUAL TABLE rival_case_fts USING fts5(
    title, summary, narrative,
    content="rival_case", content_rowid="id", tokenize="porter unicode61"
)
"""
BEST = """
SELECT rowid FROM rival_case_fts WHERE rival_case_fts MATCH %s {narrowed} ORDER BY rank LIMIT %s
"""
SNIPPETS = """
SELECT rowid, snippet(rival_case_fts, -1, '<mark>', '</mark>', '…', 30) FROM rival_case_fts
WHERE rival_case_fts MATCH %s AND rowid IN ({places})
"""


def prepare() -> None:
    """Make table and index, unless they are there."""
    if "rival_case_fts" in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute(ROWS)
        for name in FACETS:
            cursor.execute(f"CREATE INDEX rival_case_{name} ON rival_case ({name})")
        cursor.execute(INDEX)
        for command in ("rebuild", "optimize"):
            cursor.execute("INSERT INTO rival_case_fts (rival_case_fts) VALUES (%s)", [command])


def matching(practices: QuerySet, q: str) -> QuerySet:
    """Return those of ``practices`` in which all the words of ``q`` occur."""
    found = RawSQL("SELECT rowid FROM rival_case_fts WHERE rival_case_fts MATCH %s", [q])
    return practices.filter(pk__in=found)


def best(practices: QuerySet | None, q: str, number: int) -> list[tuple[int, str]]:
    """Return keys and snippets of the best hits for ``q``, of all or of ``practices`` only."""
    narrowed, parameters = "", ()
    if practices is not None:
        sql, parameters = practices.order_by().values("pk").query.sql_with_params()
        narrowed = f"AND rowid IN ({sql})"
    with connection.cursor() as cursor:
        cursor.execute(BEST.format(narrowed=narrowed), [q, *parameters, number])
        keys = [row[0] for row in cursor.fetchall()]
        cursor.execute(SNIPPETS.format(places=", ".join(["%s"] * len(keys))), [q, *keys])
        snippets = dict(cursor.fetchall())
    return [(key, snippets[key]) for key in keys]
