from django import template

from cases.access import Part, Reader, may_read
from fields.queues import counted
from subscribers.accounts import lacks_second_factor
from subscribers.admin.orders import OPEN_ORDERS
from subscribers.models import Plan

register = template.Library()

QUEUES = (OPEN_ORDERS,)

register.filter("lacks_second_factor", lacks_second_factor)


@register.simple_tag(takes_context=True)
def subscription_queues(context):
    """Return (queue, address, number of rows) of what waits at the desk of subscriptions."""
    return counted(QUEUES, context["request"].user)


@register.simple_tag
def nothing_to_order() -> bool:
    """Whether readers would have to order what they may not read, and can not."""
    closed = not may_read(Reader.VISITOR, Part.NARRATIVE)
    return closed and not Plan.objects.filter(offered=True).exists()
