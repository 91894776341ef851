"""A port's facts as its page lists them: groups of labelled values with confidence and sources."""

from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal.languages import CONTENT_LANGUAGES, HTML_CODES, content_language, in_language
from ports.models import Citation, Confidence, Mode, Port, Source, Traffic
from ports.templatetags.port_facts import degrees, language_of

# What stands in the introduction and the state has its own place on the page.
ORDER = [
    Citation.Subject.NAMES,
    Citation.Subject.TRANSPORT,
    Citation.Subject.COUNTERPART,
    Citation.Subject.PLACE,
    Citation.Subject.POSITION,
    Citation.Subject.YEARS,
    Citation.Subject.ELEVATION,
]


@dataclass(frozen=True)
class Value:
    label: str
    text: str
    language: str = ""


@dataclass(frozen=True)
class Group:
    """`citation` is None where nothing is recorded of how sure the values are."""

    title: str
    values: list[Value]
    citation: Citation | None
    note: str = ""

    @property
    def confidence(self) -> str:
        return confidence_in_words(self.citation.confidence) if self.citation else ""


def confidence_in_words(confidence: str) -> str:
    return {
        Confidence.HIGH: _("High: an official or first-hand report, or sources that agree."),
        Confidence.MEDIUM: _("Medium: one ordinary source, or sources that differ a little."),
        Confidence.LOW: _("Low: an estimate, or sources that contradict each other."),
    }[confidence]


def facts_of(port: Port) -> list[Group]:
    """The groups that hold something, in the order of the page."""
    citations = {citation.subject: citation for citation in port.citations.all()}
    found = []
    for subject in ORDER:
        values = [value for value in VALUES[subject](port) if value.text]
        if not values:
            continue
        citation = citations.get(subject)
        found.append(Group(subject.label, values, citation, _note(subject, citation)))
    return found


def other_names(port: Port) -> list[Value]:
    """The port's names in the languages that the page is not in."""
    here = content_language(get_language())
    return [
        Value("", in_language(port, "name", language), HTML_CODES[language])
        for language in CONTENT_LANGUAGES
        if language != here and in_language(port, "name", language)
    ]


def sources_of(port: Port, timeline) -> list[Source]:
    """Every source that the page refers to, once, in the order of their codes."""
    found = {
        source.code: source
        for citation in port.citations.all()
        for source in citation.sources.all()
    }
    for entry in timeline:
        found.update((source.code, source) for source in entry.sources)
    return [found[code] for code in sorted(found)]


def _note(subject, citation):
    if citation is None:
        return ""
    note = in_language(citation, "note", content_language(get_language()))
    note = note[:1].upper() + note[1:]
    if subject == Citation.Subject.POSITION and citation.confidence == Confidence.LOW:
        warning = _("This position is an estimate; the place can be 10 km away or more.")
        return _("%(first)s %(second)s") % {"first": warning, "second": note} if note else warning
    return note


def _names(port):
    titles = {"zh": _("Chinese name"), "en": _("English name")}
    names = [
        Value(titles[language], in_language(port, "name", language), HTML_CODES[language])
        for language in CONTENT_LANGUAGES
    ]
    spellings = [alias.text for alias in port.aliases.all()]
    chinese = [text for text in spellings if language_of(text) != HTML_CODES["en"]]
    latin = [text for text in spellings if language_of(text) == HTML_CODES["en"]]
    return [
        *names,
        Value(_("Pinyin"), port.pinyin, "zh-Latn-pinyin"),
        Value(_("Other spellings"), ", ".join(latin), "en"),
        Value(_("Other Chinese names"), "、".join(chinese), HTML_CODES["zh"]),
    ]


def _transport(port):
    services = port.services.all()
    modes = {service.mode for service in services}
    labels = [str(label) for value, label in Mode.choices if value in modes]
    units = sum(item.official_units for item in services if item.traffic == Traffic.FREIGHT)
    return [
        Value(_("Modes"), pgettext("list separator", ", ").join(labels)),
        Value(_("Units in official totals"), str(units) if modes else ""),
    ]


def _counterpart(port):
    return [
        Value(_("Neighbour"), (port.country.name or "") if port.country else ""),
        Value(_("Port opposite"), port.counterpart or ""),
    ]


def _place(port):
    return [
        Value(_("Prefecture"), port.prefecture or ""),
        Value(_("County or city"), port.county or ""),
    ]


def _point(latitude, longitude):
    if latitude is None or longitude is None:
        return ""
    return _("%(latitude)s, %(longitude)s") % {
        "latitude": degrees(latitude, "latitude"),
        "longitude": degrees(longitude, "longitude"),
    }


def _position(port):
    marks = port.get_point_type_display() if port.point_type else ""
    return [
        Value(_("Position (WGS 84)"), _point(port.latitude, port.longitude)),
        Value(_("It marks"), str(marks)),
        Value(_("Crossing on the border"), _point(port.border_latitude, port.border_longitude)),
    ]


def _years(port):
    return [
        Value(_("Year approved"), _year(port.year_approved)),
        Value(_("Year first opened"), _year(port.year_opened)),
    ]


def _year(year):
    return str(year) if year else ""


def _elevation(port):
    return [
        Value(_("Port"), _metres(port.elevation)),
        Value(_("Crossing on the border"), _metres(port.border_elevation)),
    ]


def _metres(height):
    return _("%(height)s m") % {"height": height} if height is not None else ""


VALUES = {
    Citation.Subject.NAMES: _names,
    Citation.Subject.TRANSPORT: _transport,
    Citation.Subject.COUNTERPART: _counterpart,
    Citation.Subject.PLACE: _place,
    Citation.Subject.POSITION: _position,
    Citation.Subject.YEARS: _years,
    Citation.Subject.ELEVATION: _elevation,
}
