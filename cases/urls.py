from django.urls import path

from cases import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("search/export.<str:name>", views.export_search, name="export"),
    path("suggest/", views.suggest, name="suggest"),
    path("practices/<slug:slug>/", views.practice, name="practice"),
    path("about/", views.about, name="about"),
    path("order/", views.order, name="order"),
]
