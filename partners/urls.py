from django.urls import path

from partners import views

urlpatterns = [path("sponsors/", views.sponsors, name="sponsors")]
