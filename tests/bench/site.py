"""Settings of the measured site: its own, with files as they lie and a quiet log."""

from portal.settings import *  # noqa: F403

STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING["root"]["level"] = "ERROR"  # noqa: F405
DOCUMENTS_AT_RELEASE = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
