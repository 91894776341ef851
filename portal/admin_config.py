from django.contrib.admin.apps import AdminConfig


class EditorsAdminConfig(AdminConfig):
    """Beside `portal.apps`, where Django would not know which of two configurations is meant."""

    default_site = "portal.admin_site.EditorsSite"
