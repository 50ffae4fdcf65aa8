"""What stands around every page: its head and its foot."""

from django import template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
_kept: dict[tuple, SafeString] = {}


@register.simple_tag(takes_context=True)
def frame(context, name: str) -> SafeString:
    """Return the template ``name``, kept for those who are not logged in and in no reading room.

    For them it depends on nothing but language and view; to render it would cost a sixth of a page.
    """
    request = context.get("request")
    user = getattr(request, "user", None)  # none where a request is refused before it has one
    if user is None or user.is_authenticated or context.get("reading_room"):
        return _rendered(context, name)
    view = request.resolver_match.url_name if request.resolver_match else ""
    site = (context.get("database_name"), get_script_prefix())
    key = (name, view, get_language(), context.get("reader"), *site)
    if key not in _kept:
        _kept[key] = _rendered(context, name)
    return _kept[key]


@register.simple_tag
def site_path() -> str:
    """Return the path of the main menu, also where no address can be worked out."""
    return get_script_prefix()


def _rendered(context, name: str) -> SafeString:
    return context.template.engine.get_template(name).render(context)
