"""What every template may use."""

from django.conf import settings


def site(request):
    return {"site_name": settings.SITE_NAME, "reader": getattr(request, "reader", None)}
