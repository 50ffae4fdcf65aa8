"""Pages that stand still."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cases.access import Part, Reader, may_read
from cases.models import Recognition, SitePage
from cases.page_cache import same_for_every_visitor

ORDERED = {
    Part.NARRATIVE: (_("Narrative in nine sections"), _("first sentences, number of words")),
    Part.FINANCES: (_("Financial profile: totals by year and who bore them"), _("number of years")),
    Part.CLAIMS: (_("Claims with value, period and who measured"), _("their number")),
    Part.CONTACT_DETAILS: (_("Addresses and telephone numbers of organisations"), _("no")),
}
MEANINGS = {
    Recognition.Level.AWARD: _("one of the few a jury chose for an award in its cycle"),
    Recognition.Level.BEST: _("meets the criteria of impact, partnership and sustainability"),
    Recognition.Level.GOOD: _("meets most of the criteria; others can learn from it"),
    Recognition.Level.PROMISING: _("too young to judge, or not yet documented well enough"),
}


@same_for_every_visitor
def about(request):
    return render(request, "cases/about.html", {"levels": MEANINGS.items()})


@same_for_every_visitor
def order(request):
    """What a subscription opens, as the access policy has it at this site."""
    parts = [
        {
            "label": label,
            "teaser": teaser,
            "visitor": may_read(Reader.VISITOR, part),
            "subscriber": may_read(Reader.SUBSCRIBER, part),
        }
        for part, (label, teaser) in ORDERED.items()
    ]
    return render(request, "cases/order.html", {"parts": parts})


@same_for_every_visitor
def site_page(request, slug):
    """A page that is text alone, written by a curator or shipped."""
    return render(
        request, "cases/site_page.html", {"slug": slug, "label": SitePage.Slug(slug).label}
    )
