"""Who may do what: one table of groups and their permissions, laid down after every migration.

A group has exactly what stands here. Whoever needs more gets a second group, made in the admin.
"""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

APPS = ["news", "ports", "portal", "auth"]

NEWS_VIEWS = [
    f"news.view_{model}"
    for model in [
        "post",
        "edition",
        "passage",
        "attachment",
        "image",
        "column",
        "transition",
        "confirmation",
        "acceptedfinding",
        "term",
        "wording",
        "version",
        "proofreading",
    ]
]
PORT_VIEWS = [
    f"ports.view_{model}"
    for model in [
        "port",
        "alias",
        "citation",
        "source",
        "country",
        "service",
        "statuschange",
        "regimechange",
        "openingrule",
        "exceptionday",
    ]
]
SITE_VIEWS = [f"portal.view_{model}" for model in ["page", "banner", "siteidentity", "searchmiss"]]


def _all(label, *models, actions=("add", "change", "delete", "view")):
    return [f"{label}.{action}_{model}" for model in models for action in actions]


ROLES = {
    "author": [
        *NEWS_VIEWS,
        *PORT_VIEWS,
        *_all("news", "post", "edition", "image", actions=("add", "change")),
        *_all("news", "passage", "attachment"),
        # Only a draft of one's own that was never submitted; see `news.admin`.
        "news.delete_edition",
        "news.submit_edition",
    ],
    "first_reviewer": [
        *NEWS_VIEWS,
        *PORT_VIEWS,
        "news.first_review_edition",
        "news.proofread_edition",
    ],
    "second_reviewer": [
        *NEWS_VIEWS,
        *PORT_VIEWS,
        "news.second_review_edition",
        "news.proofread_edition",
        "news.confirm_emergency_edition",
    ],
    "final_reviewer": [
        *NEWS_VIEWS,
        *PORT_VIEWS,
        "news.final_review_edition",
        "news.proofread_edition",
        "news.emergency_release_edition",
        "news.confirm_emergency_edition",
        "news.withdraw_edition",
    ],
    "port_officer": [
        *NEWS_VIEWS,
        *PORT_VIEWS,
        # Rows of a history are added, never changed.
        *_all("ports", "statuschange", "regimechange", "exceptionday", actions=("add",)),
        *_all("ports", "openingrule", "alias", "citation"),
        *_all("ports", "service", "source", actions=("add", "change")),
        "ports.change_port",
    ],
    "site_manager": [
        *NEWS_VIEWS,
        *PORT_VIEWS,
        *_all("news", "column", "term", "wording"),
        *_all("portal", "page", "banner"),
        "portal.view_siteidentity",
        "portal.change_siteidentity",
        # What was looked for in vain; a word that has been dealt with goes.
        "portal.view_searchmiss",
        "portal.delete_searchmiss",
        "news.withdraw_edition",
        "auth.view_user",
        "auth.view_group",
    ],
    "auditor": [
        *NEWS_VIEWS,
        *PORT_VIEWS,
        *SITE_VIEWS,
        "auth.view_user",
        "auth.view_group",
    ],
}


def lay_down(using="default", apps=installed, verbosity=0, **kwargs):
    """Creates the groups and gives each its permissions. Running it again changes nothing.

    It serves as a handler of post_migrate. That signal comes once for each app, and Django makes
    an app's permissions in it, so those of later apps are made here first.
    """
    try:
        Group = apps.get_model("auth", "Group")
        Permission = apps.get_model("auth", "Permission")
    except LookupError:  # A migration back to a time before these tables.
        return
    for label in APPS:
        create_permissions(
            installed.get_app_config(label), verbosity=verbosity, using=using, apps=apps
        )
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using)
        .select_related("content_type")
        .filter(content_type__app_label__in=APPS)
    }
    for name, permissions in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set(
            [known[permission] for permission in permissions if permission in known]
        )
