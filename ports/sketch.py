"""The schematic map of a board: what each mark says, in a wide and in a narrow picture."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.languages import content_language, in_language
from ports.board import Board, Line
from ports.models import Citation, Confidence, Port, State, Traffic
from ports.schematic_map import Picture, Place, Point, picture

# Units across and the size of letters: on a wide screen and on a phone.
SIZES = {"wide": (720, 15), "narrow": (350, 13)}
BEST_FIRST = [State.OPEN, State.LIMITED, State.CLOSED, None]


@dataclass(frozen=True)
class Mark:
    """A port on the map. `is_estimated`: its position is not sure, and the mark is hollow."""

    place: Place
    url: str
    state: str
    is_estimated: bool
    said: str


@dataclass(frozen=True)
class Sketch:
    name: str
    picture: Picture
    marks: list[Mark]


def sketches(board: Board, traffic: str = "") -> list[Sketch]:
    """The map of the ports on a board in both sizes; [] without a position. One query.

    A mark shows the best state of the port's modes, of freight unless passengers are asked for.
    """
    ports, lines = {}, {}
    for line in board.lines:
        if line.port.latitude is not None:
            ports[line.port.slug] = line.port
            lines.setdefault(line.port.slug, []).append(line)
    estimated = set(
        Citation.objects.filter(
            subject=Citation.Subject.POSITION,
            confidence=Confidence.LOW,
            port__in=[port.pk for port in ports.values()],
        ).values_list("port", flat=True)
    )
    points = [
        Point(port.slug, float(port.latitude), float(port.longitude), short_name(port))
        for port in ports.values()
    ]
    traffic = traffic or Traffic.FREIGHT
    found = []
    for name, (width, text) in SIZES.items():
        drawn = picture(points, width, text)
        if drawn is None:
            continue
        marks = [
            Mark(
                place,
                ports[place.key].get_absolute_url(),
                _state(lines[place.key], traffic),
                ports[place.key].pk in estimated,
                _said(ports[place.key], lines[place.key], ports[place.key].pk in estimated),
            )
            for place in drawn.places
        ]
        found.append(Sketch(name, drawn, marks))
    return found


def short_name(port: Port, language: str | None = None) -> str:
    """The name without the word for port, where there is no room for it."""
    language = language or content_language()
    name = in_language(port, "name", language) or port.slug
    return name.removesuffix("口岸" if language == "zh" else " Port") or name


def _state(lines: list[Line], traffic) -> str:
    states = {
        situation.state
        for line in lines
        for situation in line.situations
        if situation.service.traffic == traffic
    }
    return next((state for state in BEST_FIRST if state in states), None) or "unknown"


def _said(port, lines, is_estimated):
    """ "Laoyemiao Port: Freight Open; Passengers Closed." """
    unknown = pgettext("state of a service", "Not on record")
    says = pgettext("list separator", "; ").join(
        _("%(traffic)s (%(mode)s): %(state)s")
        % {
            "traffic": Traffic(item.service.traffic).label,
            "mode": line.mode_label,
            "state": item.state_label or unknown,
        }
        for line in lines
        for item in line.situations
    )
    sentence = _("%(port)s. %(states)s") % {"port": port.name, "states": says}
    if is_estimated:
        sentence = _("%(first)s %(second)s") % {
            "first": sentence,
            "second": _("Position estimated."),
        }
    return sentence
