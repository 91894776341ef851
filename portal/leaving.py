"""Links that leave the site: marked as the page goes out, so that none is forgotten.

The mark is an attribute. The stylesheet shows it, `static/js/leaving.js` asks before it follows
the link, and the address itself stays what it was: no page of ours sends readers on to an address
that it was given.
"""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LINK = re.compile(rb"""<a\b[^>]*?\shref="(?:https?:)?//([^/"?#:]+)[^"]*\"""", re.IGNORECASE)
MARK = b" data-leaving"
DOMAIN = re.compile(r"(?=.{1,253}$)(?:[\w](?:[\w-]{0,61}[\w])?\.)+[\w](?:[\w-]{0,61}[\w])?")


def domains(text: str) -> list[str]:
    """The domains of a typed list, one a line, in lower case."""
    return [line.strip().lower() for line in text.splitlines() if line.strip()]


def validate_domains(text: str) -> None:
    wrong = [domain for domain in domains(text) if not DOMAIN.fullmatch(domain)]
    if wrong:
        raise ValidationError(
            _("“%(domain)s” is no domain; write it like www.example.org, without https://."),
            params={"domain": wrong[0]},
        )


def is_within(host: str, known) -> bool:
    """Whether a host is one of the known domains or a subdomain of one."""
    host = host.lower().removesuffix(".")
    return any(host == domain or host.endswith(f".{domain}") for domain in known)


def mark(html: bytes, known) -> bytes:
    """A page whose links to hosts outside the known domains carry `data-leaving`."""

    def marked(match):
        host = match.group(1).decode("utf-8", "replace")
        return match.group() if is_within(host, known) else match.group() + MARK

    return LINK.sub(marked, html)


def marked(response, request, identity):
    """The response of a page with its leaving links marked."""
    own = [request.get_host().partition(":")[0], identity.domain]
    own += [host.removeprefix(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    known = [host.lower() for host in own if host] + domains(identity.known_domains)
    response.content = mark(response.content, known)
    return response
