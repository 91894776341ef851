"""What a reader of the open data needs to know, worded for the page that documents them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ports.calendar import State, Why
from ports.models import (
    Action,
    Citation,
    Confidence,
    Limitation,
    Mode,
    Port,
    Regime,
    Traffic,
)
from ports.models import State as RecordedState


@dataclass(frozen=True)
class File:
    address: str
    format: str
    holds: str
    # Whether the address is followed as it stands; else it names a port.
    is_link: bool = True


FILES = [
    File("/ports.json", "JSON", _("All ports with their services and the state of each.")),
    File("/ports.csv", "CSV", _("All ports, one row each, with facts and states.")),
    File(
        "/ports.geojson",
        "GeoJSON",
        _("All ports as points, with states and exception days; longitude stands first."),
    ),
    File(
        "/ports/{slug}.json",
        "JSON",
        _("One port: also the next 14 days, its whole history, its sources."),
        is_link=False,
    ),
    File(
        "/ports/status.csv",
        "CSV",
        _("Every row of every history, also what was corrected later."),
    ),
    File(
        "/ports/calendar.csv",
        "CSV",
        _("Every service on every day. With ?from= and ?to= for up to 366 days of your choice."),
    ),
    File("/ports/sources.csv", "CSV", _("The sources that the other files name.")),
    File("/ports.ics", "iCalendar", _("Exception days and status changes of all ports.")),
    File(
        "/ports/{slug}.ics",
        "iCalendar",
        _("The same for one port, to subscribe to in a calendar program."),
        is_link=False,
    ),
    File("/ports/schema.json", "JSON Schema", _("The shape of the JSON files, for programs.")),
]

FIELDS = [
    ("id slug port_slug", _("Stable name of a port, row or source. A port's is in its address.")),
    ("name_zh name_en name_en_variants aliases pinyin", _("Names, and other spellings of them.")),
    (
        "country country_zh country_en code time_zone",
        _("The neighbouring country and its time zone; none for an air port."),
    ),
    ("counterpart_zh counterpart_en", _("The port opposite.")),
    ("prefecture_zh prefecture_en county_zh county_en", _("Where the port lies.")),
    (
        "latitude longitude lat lon point_type position_confidence",
        _(
            "Position in decimal degrees (WGS 84), what it marks, and how sure it is; "
            "low means that it can be 10 km off or more."
        ),
    ),
    (
        "border_latitude border_longitude border_lat border_lon",
        _("Position of the crossing on the border, where it is known apart from the port."),
    ),
    ("year_approved year_opened", _("Years of approval and of the first opening.")),
    ("elevation_m border_elevation_m", _("Metres above sea level, of the port and the crossing.")),
    ("introduction_zh introduction_en facts_zh facts_en", _("What is notable about the port.")),
    ("page_zh page_en data calendar", _("Addresses on this site.")),
    (
        "services service mode traffic transport",
        _("A service is a port × mode × traffic; it is named port.mode.traffic."),
    ),
    ("official_units", _("How many ports a service counts for in official totals.")),
    ("regime regime_since", _("How a service is open through the year, and since when.")),
    (
        "state why limitations limitation",
        _(
            "State, what decides it, and how it is limited. Limited services work. Unknown means "
            "that nothing is on record, not that the service is closed."
        ),
    ),
    (
        "status_since status_until status_confidence status_is_inferred",
        _("The row of the history that is in force: its start, its end if known, how sure it is."),
    ),
    (
        "hours hours_local from until from_local until_local",
        _("When it is open on a day: in Beijing time, and in the time of the neighbour."),
    ),
    ("next_change at", _("The next turn of state within 400 days, as far as it is known.")),
    ("date day days", _("Dates are dates in Beijing. The day is the one asked for with ?on=.")),
    ("kind action", _("What a row of the history tells.")),
    (
        "since since_precision",
        _("When it happened, and whether that is known to the minute, the day or the month."),
    ),
    ("reason_zh reason_en note_zh note_en", _("A sentence in each language.")),
    (
        "sources source_ids source_text title publisher address citations subject",
        _("Where it comes from. Titles are given in the source's own language."),
    ),
    ("confidence is_inferred", _("How sure it is, and whether it was inferred from other facts.")),
    ("recorded_at", _("When this site learned it.")),
    (
        "corrects corrected_by history",
        _("A correction is a new row; these name the rows that took each other's place."),
    ),
    (
        "contradicts",
        _("Rows of other sources that date the same change to another day. None is left out."),
    ),
    (
        "exceptions",
        _(
            "The dates on which an exception is on record, such as a holiday, with what holds on "
            "them. The files of all ports give those from today, or from the day asked for, on."
        ),
    ),
    (
        "as_of schema licence publisher_zh publisher_en port ports",
        _("Since when everything in a file has been as it is, its schema, licence and publisher."),
    ),
]
GROUPS_OF_FACTS = _("Confidence, sources and notes of a group of facts.")
STATES = _("The state of one service; empty where the port has no such service.")


def fields() -> list[tuple[list[str], str]]:
    """The fields of all files in groups: (names, what they mean)."""
    return [
        *[(names.split(), meaning) for names, meaning in FIELDS],
        ([f"{subject}_conf/_src/_note" for subject in Citation.Subject.values], GROUPS_OF_FACTS),
        (["road_freight_state …"], STATES),
    ]


WHY = {
    Why.STATUS: _("the row of the history that is in force"),
    Why.EXCEPTION: _("the exception of the date"),
    Why.RULE: _("a rule of regular opening"),
    Why.HOURS: _("closed outside opening hours"),
    Why.WEEKDAY: _("closed on this weekday"),
    Why.SEASON: _("closed out of season"),
    Why.NOTHING: _("nothing on record"),
}


def codes() -> list[tuple[str, list[tuple[str, str]]]]:
    """The codes of each field and what they stand for."""
    return [
        ("state", [*RecordedState.choices, (State.UNKNOWN.value, _("Not on record"))]),
        ("why", [(why.value, meaning) for why, meaning in WHY.items()]),
        ("limitations", Limitation.choices),
        ("mode", Mode.choices),
        ("traffic", Traffic.choices),
        ("regime", Regime.choices),
        ("action", [*Action.choices, ("regime_change", _("Regime change"))]),
        ("confidence", Confidence.choices),
        ("point_type", Port.PointType.choices),
        ("subject", Citation.Subject.choices),
    ]
