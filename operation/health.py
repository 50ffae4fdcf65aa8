"""Is this node alive, and may it be given work? For load balancers and container engines."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

from cases import search

ALIVE, READY = "/healthz", "/readyz"
NOT_KEPT = {"Cache-Control": "no-store"}
RETRY_AFTER = {"Retry-After": "5"}


class HealthMiddleware:
    """Answer ``/healthz`` and ``/readyz`` before anything else looks at the request.

    Who asks names the node by its address, so the host name is not checked; and to say that a
    process is alive needs no database.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.migrated = False

    def __call__(self, request):
        if request.path_info == ALIVE:
            return HttpResponse("alive\n", content_type="text/plain", headers=NOT_KEPT)
        if request.path_info == READY:
            return self._readiness()
        return self.get_response(request)

    def _readiness(self) -> JsonResponse:
        """Say of each thing a node needs whether it is there: 200 when all are, else 503."""
        found = {}
        checks = {"database": _database, "migrations": self._migrations, "index": _index}
        for name, check in checks.items():
            try:
                found[name] = check()
            except DatabaseError:
                found[name] = "the database does not answer"
        if all(answer == "ok" for answer in found.values()):
            return JsonResponse(found, headers=NOT_KEPT)
        return JsonResponse(found, status=503, headers=NOT_KEPT | RETRY_AFTER)

    def _migrations(self) -> str:
        """Look until all are applied; from then on that holds for as long as this release runs."""
        if not self.migrated:
            executor = MigrationExecutor(connection)
            missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
            self.migrated = not missing
        return "ok" if self.migrated else "to be applied: manage.py migrate"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _index() -> str:
    return "ok" if search.in_step() else "being brought up to date"
