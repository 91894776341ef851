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
    "zoom": ("100", "125", "150", "200"),
    "spacing": ("normal", "wide"),
    "theme": ("default", "light", "dark", "contrast", "yellow"),
    "view": ("full", "simple"),
    "pointer": ("normal", "large"),
    "guide": ("off", "line", "cross"),
    "caption": ("off", "on"),
    "speed": ("normal", "slow", "fast", "fastest"),
    "keys": ("on", "off"),
    "bar": ("off", "on", "folded"),
}
# What the stylesheets alone put into effect; the others belong to the bar's scripts.
WITHOUT_SCRIPT = ("size", "zoom", "spacing", "theme", "view", "pointer")
LABELS = {
    "size": (
        pgettext_lazy("bar", "Text size"),
        {
            "small": pgettext_lazy("text size", "Small"),
            "medium": pgettext_lazy("text size", "Medium"),
            "large": pgettext_lazy("text size", "Large"),
            "larger": pgettext_lazy("text size", "Larger"),
            "largest": pgettext_lazy("text size", "Largest"),
        },
    ),
    "zoom": (
        gettext_lazy("Page zoom"),
        {value: f"{value}%" for value in CHOICES["zoom"]},
    ),
    "spacing": (
        gettext_lazy("Spacing"),
        {
            "normal": pgettext_lazy("spacing", "Normal"),
            "wide": pgettext_lazy("spacing", "Wide"),
        },
    ),
    "theme": (
        gettext_lazy("Colours"),
        {
            "default": pgettext_lazy("colours", "As the device"),
            "light": pgettext_lazy("colours", "Light"),
            "dark": pgettext_lazy("colours", "Dark"),
            "contrast": pgettext_lazy("colours", "High contrast"),
            "yellow": pgettext_lazy("colours", "Yellow on black"),
        },
    ),
    "view": (
        gettext_lazy("Layout"),
        {
            "full": pgettext_lazy("layout", "Standard"),
            "simple": pgettext_lazy("layout", "Simple"),
        },
    ),
    "pointer": (
        gettext_lazy("Mouse pointer"),
        {
            "normal": pgettext_lazy("pointer", "As the device"),
            "large": pgettext_lazy("pointer", "Large"),
        },
    ),
    "guide": (
        gettext_lazy("Reading guide"),
        {
            "off": pgettext_lazy("tool", "Off"),
            "line": pgettext_lazy("guide", "Line"),
            "cross": pgettext_lazy("guide", "Cross"),
        },
    ),
    "caption": (
        gettext_lazy("Large captions"),
        {"off": pgettext_lazy("tool", "Off"), "on": pgettext_lazy("tool", "On")},
    ),
    "speed": (
        gettext_lazy("Reading speed"),
        {
            "slow": pgettext_lazy("speed", "Slow"),
            "normal": pgettext_lazy("speed", "Normal"),
            "fast": pgettext_lazy("speed", "Fast"),
            "fastest": pgettext_lazy("speed", "Fastest"),
        },
    ),
    "keys": (
        gettext_lazy("Keyboard shortcuts"),
        {"on": pgettext_lazy("tool", "On"), "off": pgettext_lazy("tool", "Off")},
    ),
    "bar": (
        gettext_lazy("Accessible browsing bar"),
        {
            "off": pgettext_lazy("bar", "Hidden"),
            "on": pgettext_lazy("bar", "Open"),
            "folded": pgettext_lazy("bar", "Folded"),
        },
    ),
}
# Names of buttons that stand alone: pressed they choose the value, pressed again the default.
SWITCHES = {
    ("spacing", "wide"): gettext_lazy("Wide spacing"),
    ("view", "simple"): gettext_lazy("Simple layout"),
    ("pointer", "large"): gettext_lazy("Large pointer"),
    ("guide", "line"): gettext_lazy("Guide line"),
    ("guide", "cross"): gettext_lazy("Guide cross"),
    ("caption", "on"): gettext_lazy("Large captions"),
    ("keys", "on"): gettext_lazy("Shortcuts"),
}
# Longer than any value this module writes.
MAX_COOKIE_LENGTH = 200


@dataclass(frozen=True)
class Reader:
    size: str = "medium"
    zoom: str = "100"
    spacing: str = "normal"
    theme: str = "default"
    view: str = "full"
    pointer: str = "normal"
    guide: str = "off"
    caption: str = "off"
    speed: str = "normal"
    keys: str = "on"
    bar: str = "off"
    # Choices that differ from the defaults, in the order of CHOICES.
    chosen: dict = field(default_factory=dict, compare=False)

    @property
    def has_bar(self):
        return self.bar != "off"

    @property
    def is_folded(self):
        return self.bar == "folded"

    @property
    def attributes(self):
        """What <html> says of the reader beside size, spacing and theme: (name, value) pairs."""
        always = {"size", "spacing", "theme"}
        return [
            (name, value)
            for name, value in self.chosen.items()
            if name not in always and (self.has_bar or name in WITHOUT_SCRIPT)
        ]

    @property
    def needs_choices(self):
        """Whether the page needs `css/choices.css`, which the bar may need at any moment."""
        return (
            self.has_bar
            or self.theme in {"contrast", "yellow"}
            or self.size in {"larger", "largest"}
            or any(name in self.chosen for name in ["zoom", "view", "pointer"])
        )

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


def switches(present: Reader, names) -> list:
    """Choices as single buttons: a dict with name, label, on, off, value, is_on, said, unsaid.

    A name with more than two values has a button for each that is not its default.
    """
    result = []
    for (name, on), label in SWITCHES.items():
        if name not in names:
            continue
        group, labels = LABELS[name]
        off = next(value for value in (CHOICES[name][0], "off") if value != on)
        is_on = getattr(present, name) == on
        said, unsaid = (
            _("%(group)s: %(choice)s") % {"group": group, "choice": labels[value]}
            for value in (on, off)
        )
        result.append(
            {
                "name": name,
                "label": label,
                "on": on,
                "off": off,
                "value": off if is_on else on,
                "is_on": is_on,
                "said": said,
                "unsaid": unsaid,
            }
        )
    return result


def groups(present: Reader, names=tuple(LABELS), values=None) -> list:
    """The choices as forms show them: a dict with name, label and options a group.

    `values` names the options in their order, for the three sizes of an article's line, which
    Chinese sites label with a word of their own.
    """
    result = []
    for name in names:
        label, labels = LABELS[name]
        if values:
            label = _("Text size")
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
