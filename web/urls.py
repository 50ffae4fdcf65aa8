from django.urls import path

from web.language import choose_language

urlpatterns = [path("i18n/setlang/", choose_language, name="set_language")]
