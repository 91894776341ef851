"""Whether the addresses that a text links to answer.

Own addresses are resolved without a request. Others are asked over the network, at public
addresses and the usual ports alone: an editor's link must not make the server knock on doors of
its own network.
"""

import http.client
import ipaddress
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor, wait
from enum import StrEnum
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from news.models import Attachment, Column, Image, Release
from portal.languages import DJANGO_CODES, content_language
from ports.models import Port

PORTS = {"http": 80, "https": 443}
# Seconds for one step of one request, for all links of a text together, and for an answer kept.
STEP = 3
ALL = 8
KEPT = 3600
MAX_REDIRECTS = 5
GONE = {404, 410}
AGENT = "Kouan link check"


class Answer(StrEnum):
    GOOD = "good"
    # An own address that no page has, and one whose page readers cannot see now.
    NOWHERE = "nowhere"
    NOT_PUBLIC = "not_public"
    # An address elsewhere that says so itself, and one that said nothing clear.
    DEAD = "dead"
    UNKNOWN = "unknown"


def answers(urls, *, ask=True) -> dict[str, Answer]:
    """Whether each address answers.

    Those that say nothing clear in time, or may not be asked, are UNKNOWN. With `ask=False` only
    what was asked within the last hour is known of addresses elsewhere.
    """
    found, outside = {}, []
    for url in dict.fromkeys(urls):
        parts = urlsplit(url)
        if parts.scheme in {"mailto", "tel"} or (not parts.path and not parts.netloc):
            found[url] = Answer.GOOD
        elif not parts.netloc or parts.hostname in settings.ALLOWED_HOSTS:
            found[url] = own(parts.path)
        elif parts.scheme in PORTS:
            outside.append(url)
        else:
            found[url] = Answer.UNKNOWN
    kept = cache.get_many([f"link:{url}" for url in outside])
    found |= {url: kept[f"link:{url}"] for url in outside if f"link:{url}" in kept}
    asked = [url for url in outside if url not in found]
    if not ask or not settings.CHECK_LINKS:
        return found | dict.fromkeys(asked, Answer.UNKNOWN)
    found |= ask_all(asked)
    known = {url: found[url] for url in asked if found[url] != Answer.UNKNOWN}
    cache.set_many({f"link:{url}": answer for url, answer in known.items()}, KEPT)
    return found


# Addresses of this site


def own(path) -> Answer:
    """Whether a path of this site leads to something that readers can see now.

    A reader follows the link with the page's language in the path, so the path alone decides.
    """
    path = unquote(path)
    language = content_language(get_language_from_path(path) or settings.LANGUAGE_CODE)
    try:
        with override(DJANGO_CODES[language]):
            match = resolve(path)
    except Resolver404:
        return Answer.NOWHERE
    slug = match.kwargs.get("slug")
    exists = {
        "news:detail": lambda: Release.objects.public(language).filter(post__slug=slug),
        "news:parallel": lambda: Release.objects.public(language).filter(post__slug=slug),
        "news:column": lambda: Column.objects.filter(slug=slug),
        "ports:detail": lambda: Port.objects.filter(slug=slug),
        "page": lambda: apps.get_model("portal.Page").objects.filter(slug=slug),
        "media": lambda: stored(match.kwargs["name"]),
    }.get(match.view_name)
    return Answer.GOOD if exists is None or exists().exists() else Answer.NOT_PUBLIC


def stored(name):
    if name.startswith("images/"):
        return Image.objects.filter(Q(file=name) | Q(small=name))
    return Attachment.objects.filter(file=name)


# Addresses elsewhere


def ask_all(urls) -> dict[str, Answer]:
    """Asks all at once; what has not answered after `ALL` seconds is UNKNOWN."""
    if not urls:
        return {}
    pool = ThreadPoolExecutor(max_workers=8)
    waiting = {pool.submit(ask, url): url for url in urls}
    done, _late = wait(waiting, timeout=ALL)
    # Late ones end by their own time limits; nobody waits for them.
    pool.shutdown(wait=False, cancel_futures=True)
    return dict.fromkeys(urls, Answer.UNKNOWN) | {waiting[each]: each.result() for each in done}


def ask(url) -> Answer:
    """Asks one address, and where it leads. DEAD is one that says so, or whose host has no name."""
    for _hop in range(MAX_REDIRECTS + 1):
        parts = urlsplit(url)
        try:
            status, location = head(parts)
        except NoSuchHost:
            return Answer.DEAD
        except (OSError, http.client.HTTPException, ValueError):
            return Answer.UNKNOWN
        if status in GONE:
            return Answer.DEAD
        if status in {301, 302, 303, 307, 308} and location:
            url = urljoin(url, location)
            continue
        return Answer.GOOD if 200 <= status < 400 else Answer.UNKNOWN
    return Answer.UNKNOWN


class NoSuchHost(OSError):
    """The name of the host leads nowhere."""


def head(parts) -> tuple[int, str]:
    """Status and Location of an address; raises OSError where it may not be asked."""
    if parts.scheme not in PORTS or parts.port not in {None, PORTS[parts.scheme]}:
        raise OSError("not an address of the web")
    address = public_address(parts.hostname, PORTS[parts.scheme])
    path = parts.path or "/"
    target = quote(f"{path}?{parts.query}" if parts.query else path, safe="/%?&=+,;:@!$'()*~#[]")
    for method in ["HEAD", "GET"]:
        connection = connect(parts.scheme, parts.hostname, address)
        try:
            headers = {"User-Agent": AGENT, "Range": "bytes=0-0"}
            connection.request(method, target, headers=headers)
            response = connection.getresponse()
            status, location = response.status, response.headers.get("Location", "")
        finally:
            connection.close()
        # Some servers know only GET, and some refuse HEAD in odd ways.
        if status < 400:
            break
    return (200 if status == 416 else status), location


def public_address(host, port):
    """The first address of a host, if all it has are public ones."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME:
            raise NoSuchHost(host) from error
        raise
    except UnicodeError as error:
        raise NoSuchHost(host) from error
    addresses = [entry[4][0] for entry in found]
    if not all(ipaddress.ip_address(address).is_global for address in addresses):
        raise OSError("an address of a private network")
    return addresses[0]


def connect(scheme, host, address):
    """A connection to the address that was looked at, whatever the name says a moment later."""
    stream = socket.create_connection((address, PORTS[scheme]), timeout=STEP)
    if scheme == "https":
        stream = ssl.create_default_context().wrap_socket(stream, server_hostname=host)
    connection = http.client.HTTPConnection(host, timeout=STEP)
    connection.sock = stream
    return connection
