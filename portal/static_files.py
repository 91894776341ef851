"""How static files are stored: hashed names, compressed, and whole trees of script modules."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    # A module imports its siblings by hashed names too; else, after an upgrade, a browser would run
    # a new module with the old ones that it holds.
    support_js_module_import_aggregation = True
