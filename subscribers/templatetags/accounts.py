from django import template

from cases.access import Part, may_read, open_parts

register = template.Library()


@register.inclusion_tag("subscribers/_case_tools.html", takes_context=True)
def case_tools(context, case):
    """What a reader keeps of a case: their notes, and their lists to put it on."""
    request = context["request"]
    asked = {"case": case, "user": request.user, "open_parts": open_parts(request.reader)}
    if request.user.is_authenticated and may_read(request.reader, Part.KEEP):
        asked["notes"] = request.user.notes.filter(practice=case)
        asked["lists"] = request.user.readinglists.all()
    return {**asked, "request": request, "csrf_token": context.get("csrf_token")}
