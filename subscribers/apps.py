from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SubscribersConfig(AppConfig):
    name = "subscribers"
    verbose_name = _("subscribers")

    def ready(self):
        from allauth.account.signals import email_confirmed, email_removed, user_logged_in
        from django.contrib.auth import signals as accounts

        from cases.own_place import place_stated
        from subscribers import groups, places, signals

        apps.get_app_config("mfa").verbose_name = _("Second factor")  # the desk shows it
        post_migrate.connect(groups.ensure_group, sender=self)
        user_logged_in.connect(signals.when_logged_in)
        accounts.user_logged_in.connect(places.when_logged_in)
        place_stated.connect(places.when_stated)
        email_confirmed.connect(signals.when_confirmed)
        email_removed.connect(signals.when_removed)
