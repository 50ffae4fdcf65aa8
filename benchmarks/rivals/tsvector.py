"""Text search of the plain Django way on PostgreSQL: a stored vector, GIN, ts_rank, ts_headline."""

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchRank,
    SearchVectorField,
)
from django.db import connection, models
from django.db.models import QuerySet

from cases.models import Practice

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


class Text(models.Model):
    """The searched text of a practice beside it, with its stored vector."""

    practice = models.OneToOneField(
        Practice, on_delete=models.DO_NOTHING, primary_key=True, related_name="+"
    )
    text = models.TextField()
    vector = SearchVectorField()

    class Meta:
        app_label = "cases"
        db_table = "rival_case"
        managed = False

    def __str__(self):
        return str(self.practice)


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
    return practices.filter(pk__in=Text.objects.filter(vector=_query(q)).values("pk"))


def best(practices: QuerySet | None, q: str, number: int) -> list[tuple[int, str]]:
    """Return keys and snippets of the best hits for ``q``, of all or of ``practices`` only."""
    found = Text.objects.filter(vector=_query(q))
    if practices is not None:
        found = found.filter(pk__in=practices.order_by().values("pk"))
    ranked = found.annotate(
        rank=SearchRank(models.F("vector"), _query(q)),
        snippet=SearchHeadline("text", _query(q), config="english"),
    ).order_by("-rank")
    return list(ranked.values_list("pk", "snippet")[:number])


def _query(q: str) -> SearchQuery:
    return SearchQuery(q, config="english")
