from django import template

from news.models import Release
from portal.languages import content_language

register = template.Library()

SHOWN = 6


@register.simple_tag
def posts_of_port(port):
    """The newest public posts in the reader's language that mention a port.

    A list of `Release` with edition, post and column; one query. Ports know nothing of news, so
    their template asks by this tag.
    """
    return list(
        Release.objects.public(content_language())
        .filter(edition__ports=port)
        .select_related("edition", "post", "column")
        .order_by("-listed_at", "-pk")[:SHOWN]
    )
