"""The number that grows with every change of what the public may see.

It grows in the transaction of the change, so whoever holds something made under the present
number holds nothing old.
"""

from django.apps import apps as installed
from django.db.models import F
from django.db.models.signals import post_delete, post_save

PUBLIC_MODELS = {
    "portal": ["siteidentity", "banner", "page"],
    "ports": [
        "country",
        "port",
        "alias",
        "citation",
        "service",
        "statuschange",
        "regimechange",
        "openingrule",
        "exceptionday",
        "source",
    ],
    "news": ["column", "image", "attachment"],
}
# What editors' texts are checked with. The lists change so seldom that a number of their own is
# not worth its query.
CHECKING_MODELS = {"news": ["term", "wording"]}


def current() -> int:
    """The present number. One query."""
    from portal.models import Generation

    return Generation.objects.values_list("number", flat=True).get(pk=1)


def bump(**kwargs) -> None:
    """Let the number grow by one, in the caller's transaction."""
    from portal.models import Generation

    Generation.objects.filter(pk=1).update(number=F("number") + 1)


def lay_down(sender, using, apps=installed, **kwargs):
    """Adds the one row after a migration where it is missing."""
    try:
        model = apps.get_model("portal", "Generation")
    except LookupError:  # migrated back to before there was one
        return
    model._base_manager.using(using).get_or_create(pk=1)


def connect() -> None:
    """Let every save and delete of what pages show, or checks use, bump the generation.

    News texts become public through `news.release` alone, which bumps by itself.
    """
    from django.apps import apps

    for label, names in [*PUBLIC_MODELS.items(), *CHECKING_MODELS.items()]:
        for name in names:
            model = apps.get_model(label, name)
            for signal in (post_save, post_delete):
                signal.connect(bump, sender=model, dispatch_uid=f"generation-{label}-{name}")
