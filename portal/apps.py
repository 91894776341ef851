from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Site")

    def ready(self):
        # The time of a sign-in is noted by a receiver that must be there before the first request,
        # and checks are known once their module is read.
        from portal import generation, middleware, roles  # noqa: F401
        from portal.pdf import system  # noqa: F401
        from portal.search import index

        generation.connect()
        index.connect()
        post_migrate.connect(generation.lay_down, sender=self, dispatch_uid="generation")
        post_migrate.connect(roles.lay_down, sender=self, dispatch_uid="roles")
        post_migrate.connect(index.lay_down, sender=self, dispatch_uid="search")
