from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Site")

    def ready(self):
        from portal import generation, roles

        generation.connect()
        post_migrate.connect(roles.lay_down, sender=self, dispatch_uid="roles")
