"""Text search of the plain Django way on PostgreSQL: a stored vector, GIN, ts_rank, ts_headline.

The SQL is what ``django.contrib.postgres.search`` makes of SearchQuery, SearchRank and
SearchHeadline on a SearchVectorField.
"""

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

TABLE = """
CREATE TABLE rival_case AS
SELECT practice.id AS practice_id,
    concat_ws(E'\n', practice.title, practice.summary, narrative.text) AS text,
    setweight(to_tsvector('english', practice.title), 'A')
        || setweight(to_tsvector('english', practice.summary), 'B')
        || setweight(to_tsvector('english', narrative.text), 'C') AS vector
FROM cases_practice AS practice, LATERAL (
    SELECT string_agg(text, E'\n' ORDER BY section.id) AS text
    FROM cases_narrativesection AS section WHERE section.practice_id = practice.id
) AS narrative
WHERE practice.state = 'published'
"""
MATCHING = "SELECT practice_id FROM rival_case WHERE vector @@ plainto_tsquery('english', %s)"
BEST = """
SELECT practice_id, ts_headline('english', text, query) FROM (
    SELECT practice_id, text, query
    FROM rival_case, plainto_tsquery('english', %s) AS query
    WHERE vector @@ query {narrowed} ORDER BY ts_rank(vector, query) DESC LIMIT %s
) AS best
"""


def prepare() -> None:
    """Make table and index, unless they are there."""
    if "rival_case" in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("ALTER TABLE rival_case ADD PRIMARY KEY (practice_id)")
        cursor.execute("CREATE INDEX rival_case_vector ON rival_case USING gin (vector)")
        cursor.execute("ANALYZE rival_case")


def matching(practices: QuerySet, q: str) -> QuerySet:
    """Return those of ``practices`` in which all the words of ``q`` occur."""
    return practices.filter(pk__in=RawSQL(MATCHING, [q]))


def best(practices: QuerySet | None, q: str, number: int) -> list[tuple[int, str]]:
    """Return keys and snippets of the best hits for ``q``, of all or of ``practices`` only."""
    narrowed, parameters = "", ()
    if practices is not None:
        sql, parameters = practices.order_by().values("pk").query.sql_with_params()
        narrowed = f"AND practice_id IN ({sql})"
    with connection.cursor() as cursor:
        cursor.execute(BEST.format(narrowed=narrowed), [q, *parameters, number])
        return cursor.fetchall()
