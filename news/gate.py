"""What stands between an edition and its readers, beside the people who have to look at it.

`obstacles` is asked before a submission, before an approval and before an emergency release. More
checks are added here and need no change of the workflow.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from news.models import Column, LanguageState
from portal.languages import CONTENT_LANGUAGES, in_language


def obstacles(edition):
    """Sentences that say what is missing, in the order in which to mend it. At most one query."""
    if not edition.passages.exists():
        return [_("An edition without any passage cannot be reviewed.")]
    return languages(edition)


def languages(edition):
    """What the column's release rule finds wanting in the languages.

    Where both go out together, one that is not complete keeps both back. Where Chinese may come
    first, Chinese has to be complete.
    """
    rule = edition.post.column.release_rule
    needed = ["zh"] if rule == Column.ReleaseRule.CHINESE_FIRST else CONTENT_LANGUAGES
    sentences = {
        LanguageState.MISSING: _(
            "%(language)s is not complete: some rows are missing, so neither language can go out."
        )
        if rule == Column.ReleaseRule.TOGETHER
        else _("%(language)s is not complete: some rows are missing."),
        LanguageState.STALE: _(
            "%(language)s is out of date: its source was changed, so neither language can go out."
        )
        if rule == Column.ReleaseRule.TOGETHER
        else _("%(language)s is out of date: its source was changed."),
    }
    return [
        sentences[state] % {"language": settings.LANGUAGE_NAMES[language]}
        for language in needed
        if (state := in_language(edition, "language_state", language)) != LanguageState.COMPLETE
    ]
