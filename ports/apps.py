from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PortsConfig(AppConfig):
    name = "ports"
    verbose_name = _("Ports")

    def ready(self):
        from ports import countries

        post_migrate.connect(countries.lay_down, sender=self, dispatch_uid="countries")
