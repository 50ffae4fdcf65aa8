import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bestpractices.settings")

django = get_wsgi_application()
application = import_string("cases.page_cache.PageCache")(django)
