from django import template

from subscribers.accounts import lacks_second_factor

register = template.Library()
register.filter("lacks_second_factor", lacks_second_factor)
