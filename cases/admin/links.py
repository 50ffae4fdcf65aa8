"""The links that records name: how each stands, where it stands, and what it answered so far."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases import roles
from cases.links import AGAIN_WHEN_SOUND, broken_links, records_with
from cases.models import Link
from fields.queues import Queue, filter_of
from fields.read_only import ReadOnly

LINK_QUEUES = (
    Queue(
        "broken-links",
        gettext_lazy("Broken links"),
        lambda user: broken_links(),
        roles.CHANGE,
    ),
)


@admin.register(Link)
class LinkAdmin(ReadOnly, admin.ModelAdmin):
    """Read only: addresses are mended in the records that name them."""

    list_display = ("url", "standing", "failing_since", "failures", "last_checked")
    list_filter = (filter_of(*LINK_QUEUES),)
    search_fields = ("url",)
    fields = (
        "address",
        "named_by",
        "standing",
        "failing_since",
        "last_checked",
        "next_check",
        "answers",
    )
    readonly_fields = fields
    actions = ("check_soon", "call_sound")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(roles.CHANGE)

    @admin.display(description=gettext_lazy("web address"))
    def address(self, link) -> str:
        return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', link.url)

    @admin.display(description=gettext_lazy("state"), ordering="-broken")
    def standing(self, link) -> str:
        if link.broken:
            return _("broken")
        if link.failures:
            return _("failing")
        return _("sound") if link.last_checked else _("not asked yet")

    @admin.display(description=gettext_lazy("named by"))
    def named_by(self, link) -> str:
        rows = [getattr(row, "practice", row) for row in records_with(link.url)]
        if not rows:
            return _("nothing any more; the next run of the checker drops it")
        links = ((_change_page(row), row) for row in dict.fromkeys(rows))
        return format_html_join("\n", '<p><a href="{}">{}</a></p>', links)

    @admin.display(description=gettext_lazy("what it answered"))
    def answers(self, link) -> str:
        rows = (
            (date_format(localtime(check.at), "DATETIME_FORMAT"), check, check.moved_to)
            for check in link.checks.all()
        )
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {} {}</li>", rows))

    @admin.action(description=gettext_lazy("Check again with the next run"), permissions=["view"])
    def check_soon(self, request, links):
        self._say(request, links.update(next_check=timezone.now()))

    @admin.action(
        description=gettext_lazy("I looked: it works (ask again in a month)"), permissions=["view"]
    )
    def call_sound(self, request, links):
        later = timezone.now() + AGAIN_WHEN_SOUND
        sound = {"broken": False, "failures": 0, "failing_since": None, "next_check": later}
        self._say(request, links.update(**sound))

    def _say(self, request, number: int) -> None:
        done = ngettext("%(number)d link marked.", "%(number)d links marked.", number)
        messages.success(request, done % {"number": number})


def _change_page(row) -> str:
    names = row._meta
    return reverse(f"admin:{names.app_label}_{names.model_name}_change", args=[row.pk])
