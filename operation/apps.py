from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from operation.locks import give_way, wait_as_before


class OperationConfig(AppConfig):
    name = "operation"
    verbose_name = "Operation"

    def ready(self):
        pre_migrate.connect(give_way, sender=self)
        post_migrate.connect(wait_as_before, sender=self)
