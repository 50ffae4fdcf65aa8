"""Lists by pages."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound

from cases.api.parameters import page_of
from cases.api.resource import Resource


class Paged(Resource):
    """A list by pages, each with the addresses of its neighbours."""

    def page_of(self, total: int) -> tuple[dict, slice]:
        """Return the head of the page asked for, and which of ``total`` entries are on it."""
        number, size = page_of(self.request.query_params)
        return self.head_of_page(total, number, size), slice((number - 1) * size, number * size)

    def head_of_page(self, total: int, number: int, size: int) -> dict:
        """Return what a page says of itself; raise NotFound when there is none of this number."""
        last = max(1, -(-total // size))
        if number > last:
            raise NotFound(_("There is no such page."))
        return {
            "total": total,
            "page": number,
            "page_size": size,
            "next": self.with_values(page=number + 1) if number < last else None,
            "previous": self.with_values(page=number - 1) if number > 1 else None,
        }

    def with_values(self, **values) -> str:
        """Return this address with other values of parameters."""
        query = self.request.query_params.copy()
        for name, value in values.items():
            query[name] = value
        return self.address(f"{self.request.path}?{query.urlencode()}")
