from cases.views.export import export_search
from cases.views.home import home
from cases.views.pages import about, order
from cases.views.practice import practice
from cases.views.search import search
from cases.views.suggest import suggest

__all__ = ["about", "export_search", "home", "order", "practice", "search", "suggest"]
