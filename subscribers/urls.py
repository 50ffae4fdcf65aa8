from django.urls import path

from subscribers import views

urlpatterns = [
    path("subscription/", views.subscription, name="subscription"),
    path("institution/<int:pk>/", views.institution, name="institution"),
    path(
        "institution/<int:pk>/members/<int:member>/remove/",
        views.remove_member,
        name="institution_remove",
    ),
    path(
        "institution/<int:pk>/members/<int:member>/administrator/",
        views.make_administrator,
        name="institution_administrator",
    ),
    path("institution/join/<str:secret>/", views.join, name="institution_join"),
]
