from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("web.urls")),
    path("", include("partners.urls")),
    path("", include("cases.urls")),
    path("", include("subscribers.urls")),
]
handler400 = "web.sizes.bad_request"
handler429 = "web.rate_limit.too_many"
handler500 = "operation.errors.server_error"
