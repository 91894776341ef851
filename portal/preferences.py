"""How a reader wants the pages shown: one cookie without personal data, written on POST only."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

COOKIE = "reader"
COOKIE_AGE = 365 * 24 * 60 * 60
# The first of each is what a reader without a cookie gets. The names are those of the data-
# attributes on <html> and of the forms' fields.
CHOICES = {
    "size": ("medium", "small", "large", "larger", "largest"),
    "theme": ("default", "light", "dark", "contrast"),
    "spacing": ("normal", "wide"),
    "bar": ("off", "on"),
}
LABELS = {
    "size": (
        gettext_lazy("Text size"),
        {
            "small": pgettext_lazy("text size", "Small"),
            "medium": pgettext_lazy("text size", "Medium"),
            "large": pgettext_lazy("text size", "Large"),
            "larger": pgettext_lazy("text size", "Larger"),
            "largest": pgettext_lazy("text size", "Largest"),
        },
    ),
    "theme": (
        gettext_lazy("Colours"),
        {
            "default": pgettext_lazy("colours", "As the device"),
            "light": pgettext_lazy("colours", "Light"),
            "dark": pgettext_lazy("colours", "Dark"),
            "contrast": pgettext_lazy("colours", "High contrast"),
        },
    ),
    "spacing": (
        gettext_lazy("Spacing"),
        {
            "normal": pgettext_lazy("spacing", "Normal"),
            "wide": pgettext_lazy("spacing", "Wide"),
        },
    ),
}
# Longer than any value this module writes.
MAX_COOKIE_LENGTH = 120


@dataclass(frozen=True)
class Reader:
    size: str = "medium"
    theme: str = "default"
    spacing: str = "normal"
    bar: str = "off"
    # Choices that differ from the defaults, in the order of CHOICES.
    chosen: dict = field(default_factory=dict, compare=False)

    @property
    def has_bar(self):
        return self.bar == "on"

    def cookie(self) -> str:
        """The cookie's value, "" where everything stands at its default."""
        return urlencode(self.chosen)


def reader(values) -> Reader:
    """A reader's preferences from pairs of name and value; what CHOICES lacks is dropped."""
    allowed = {name: value for name, value in values if value in CHOICES.get(name, ())}
    chosen = {
        name: allowed[name]
        for name, choices in CHOICES.items()
        if allowed.get(name, choices[0]) != choices[0]
    }
    return Reader(**chosen, chosen=chosen)


def reader_of(request) -> Reader:
    """The preferences that a request's cookie asks for."""
    value = request.COOKIES.get(COOKIE, "")
    if not value or len(value) > MAX_COOKIE_LENGTH:
        return reader([])
    return reader(parse_qsl(value))


def groups(present: Reader, names=tuple(LABELS), values=None) -> list:
    """The choices as forms show them: a dict with name, label and options a group.

    `values` names the options in their order, for the three sizes of an article's line.
    """
    result = []
    for name in names:
        label, labels = LABELS[name]
        options = [
            {
                "value": value,
                "label": labels[value],
                "is_chosen": getattr(present, name) == value,
                "said": _("%(group)s: %(choice)s") % {"group": label, "choice": labels[value]},
            }
            for value in values or labels
        ]
        result.append({"name": name, "label": label, "options": options})
    return result


def changed(present: Reader, posted) -> Reader:
    """The preferences after a form: its known fields replace the present ones.

    `reset` returns everything but the bar to its default.
    """
    if "reset" in posted:
        return reader([("bar", present.bar)])
    pairs = [*present.chosen.items(), *((name, posted[name]) for name in CHOICES if name in posted)]
    return reader(_last_valid(pairs))


def _last_valid(pairs):
    # A value out of the list must not undo the reader's earlier choice.
    return [(name, value) for name, value in pairs if value in CHOICES[name]]


def write(response, wanted: Reader) -> None:
    if wanted.chosen:
        response.set_cookie(
            COOKIE,
            wanted.cookie(),
            max_age=COOKIE_AGE,
            path="/",
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    else:
        response.delete_cookie(COOKIE, path="/", samesite="Lax")


def is_own_form(request) -> bool:
    """Whether a POST comes from a page of this site.

    Public pages carry no CSRF token, as they are the same for all; the browser's own word is
    taken instead. One that sends neither header is let through: a foreign page could at most set
    a text size.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc == request.get_host()


def safe_next(request, default: str) -> str:
    """The path of this site to return to; anything else becomes `default`."""
    target = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if own and target.startswith("/") and not target.startswith("/admin/") and len(target) <= 2000:
        return target
    return default
