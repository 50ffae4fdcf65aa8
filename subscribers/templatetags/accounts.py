from django import template

from fields.queues import counted
from subscribers.accounts import lacks_second_factor
from subscribers.admin.orders import OPEN_ORDERS

register = template.Library()

QUEUES = (OPEN_ORDERS,)


@register.simple_tag(takes_context=True)
def subscription_queues(context):
    """Return (queue, address, number of rows) of what waits at the desk of subscriptions."""
    return counted(QUEUES, context["request"].user)


register.filter("lacks_second_factor", lacks_second_factor)
