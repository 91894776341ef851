from django import template

from news import listing
from news.models import Release
from portal.languages import content_language

register = template.Library()

SHOWN = 6


@register.simple_tag(takes_context=True)
def posts_of_port(context, port):
    """The newest public posts in the reader's language that mention a port, as lists show them.

    Two queries. Ports know nothing of news, so their template asks by this tag.
    """
    language = content_language()
    releases = Release.objects.public(language).filter(edition__ports=port)
    ids = list(releases.values_list("pk", flat=True)[:SHOWN])
    return listing.items(context["chrome"], language, ids)
