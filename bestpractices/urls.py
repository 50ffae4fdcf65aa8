from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    # Pages kept for all visitors hold no token of one; the form changes a language cookie alone.
    path("i18n/setlang/", csrf_exempt(set_language), name="set_language"),
    path("", include("partners.urls")),
    path("", include("cases.urls")),
    path("", include("subscribers.urls")),
]
handler400 = "web.sizes.bad_request"
handler429 = "web.rate_limit.too_many"
handler500 = "operation.errors.server_error"
