"""What every template may use."""

from django.conf import settings


def site(request):
    """Return the name of the database and who reads.

    Django's own views say "site_name" for the address of the host, so the name is called otherwise.
    """
    return {"database_name": settings.SITE_NAME, "reader": getattr(request, "reader", None)}
