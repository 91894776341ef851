"""Settings of the tests: the site's own, with what the tests must not share or wait for."""

import atexit
import os
import shutil
import tempfile

# Every variable is set, so that none comes from the .env of a site that runs in this folder.
for name, value in {
    "SECRET_KEY": "tests-only-" + "k" * 50,
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "CSRF_TRUSTED_ORIGINS": "",
    "DATABASE_URL": "sqlite://:memory:",
    "DEBUG": "false",
    "CHECK_LINKS": "false",
    "EMAIL_URL": "consolemail://",
    "HTTPS": "false",
    "LOG_LEVEL": "INFO",
    "MAIL_FROM": "Kouan <kouan@localhost>",
    "SEARCH_URL": "",
    "TRUST_PROXY": "false",
}.items():
    os.environ.setdefault(name, value)
if "VAR_DIR" not in os.environ:
    # pytest's workers inherit the folder; the process that made it removes it.
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="kouan-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from portal.settings import *  # noqa: E402, F403

STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
DOCUMENTS_AT_RELEASE = False
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
