"""The admin's site: its first page is the editors' desk."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class EditorsSite(AdminSite):
    site_title = _("Kouan editing")
    site_header = _("Kouan editing")
    index_title = _("My desk")
    empty_value_display = "–"

    def index(self, request, extra_context=None):
        # Not before the models' admin classes, which register at this very site.
        from news import desk_page

        return super().index(request, {**(extra_context or {}), **desk_page.context(request.user)})
