from django.urls import path

from operation.metrics import metrics

urlpatterns = [path("metrics", metrics, name="metrics")]
