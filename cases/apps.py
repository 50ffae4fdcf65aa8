from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Cases")

    def ready(self):
        from cases.access import check_policy
        from cases.doors.preview_card import check_font
        from cases.groups import ensure_groups

        check_policy(settings.ACCESS_POLICY)
        check_font(settings.CARD_FONT)
        post_migrate.connect(ensure_groups, sender=self)
