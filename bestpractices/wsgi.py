import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from bestpractices.room import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bestpractices.settings")

django = with_room(get_wsgi_application())
import_module(settings.ROOT_URLCONF)  # a page that is broken is found before a reader asks for it
application = import_string("cases.page_cache.PageCache")(django)
if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
    import_string("operation.replicas.deadline.install")()
    failover = import_string("operation.replicas.failover.Failover")
    application = failover(application, list(settings.REPLICAS))
