from django.urls import path

from subscribers import views

urlpatterns = [
    path("subscription/", views.subscription, name="subscription"),
    path("order/new/", views.new_order, name="new_order"),
    path("orders/<int:pk>/", views.placed_order, name="placed_order"),
    path("orders/<int:pk>/cancel/", views.cancel_order, name="cancel_order"),
    path("orders/<int:pk>/receipt/", views.receipt, name="receipt"),
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
