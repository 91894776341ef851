"""The English wording of the findings of `news.rules`, by code; `language` becomes its name."""

from django.utils.translation import gettext_noop

MESSAGES = {
    "title.missing": gettext_noop("The %(language)s title is missing. Write it."),
    "title.long": gettext_noop(
        "The %(language)s title has %(length)s characters; readable are %(limit)s. Shorten it."
    ),
    "summary.missing": gettext_noop(
        "The %(language)s summary is missing. Lists and search results show it; write one or two "
        "sentences."
    ),
    "summary.long": gettext_noop(
        "The %(language)s summary has %(length)s characters; readable are %(limit)s. Shorten it."
    ),
    "source.missing": gettext_noop(
        "The %(language)s source is missing. Say where the text is from."
    ),
    "author.missing": gettext_noop("The %(language)s author is missing. Name who wrote it."),
    "row.missing": gettext_noop(
        "This row has no %(language)s text. Write it, or mark the row as needing no counterpart."
    ),
    "row.stale": gettext_noop(
        "The source of this %(language)s text changed. Bring it up to date, or confirm that it is "
        "still correct."
    ),
    "heading.jump": gettext_noop(
        "A heading of the third level stands below none of the second. Make it one of the second."
    ),
    "alt.missing": gettext_noop(
        "The picture %(image)s has no alternative text in %(language)s. Write what it shows."
    ),
    "alt.file_name": gettext_noop(
        "The alternative text of the picture %(image)s is a file name. Write in %(language)s what "
        "it shows."
    ),
    "link.empty": gettext_noop("The link to %(url)s has no words. Write where it leads."),
    "link.text": gettext_noop(
        "“%(text)s” does not say where the link leads. Name the page or the document."
    ),
    "link.address": gettext_noop(
        "The words of this link are an address. Name the page or the document instead."
    ),
    "link.same_text": gettext_noop(
        "“%(text)s” leads to two different addresses. Give each link words of its own."
    ),
    "link.nowhere": gettext_noop("The address %(url)s does not exist on this site. Correct it."),
    "link.not_public": gettext_noop(
        "Readers cannot see the page at %(url)s now. Release that one first, or say why it stands."
    ),
    "link.dead": gettext_noop("There is nothing at %(url)s any more. Correct or remove the link."),
    "link.silent": gettext_noop("%(url)s did not answer. Try the link by hand."),
}
