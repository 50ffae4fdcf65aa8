from django.urls import path

from partners import views

urlpatterns = [
    path("sponsors/", views.sponsors, name="sponsors"),
    path("sponsors/logos/<slug:name>.webp", views.logo, name="logo"),
    path("contacts/<str:token>/", views.confirm_contact, name="confirm_contact"),
]
