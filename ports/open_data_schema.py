"""The JSON Schema (draft 2020-12) of `/ports.json` and `/ports/{slug}.json`."""

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

CODE = {"type": "string", "pattern": "^[0-9a-z-]+$"}
SERVICE = {
    "type": "string",
    "pattern": "^[-0-9A-Za-z_]+\\.(road|rail|air|pipeline)\\.(freight|passenger)$",
    "description": "port.mode.traffic",
}
TEXT = {"type": "string"}
ROW = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
DATE = {"type": "string", "format": "date"}
INSTANT = {"type": "string", "format": "date-time"}


def one_of(choices, description="") -> dict:
    schema = {"enum": [getattr(choice, "value", choice) for choice in choices]}
    return {**schema, "description": description} if description else schema


def or_null(schema: dict, description="") -> dict:
    found = {"anyOf": [schema, {"type": "null"}]}
    return {**found, "description": description} if description else found


def listed(items: dict) -> dict:
    return {"type": "array", "items": items}


def record(properties: dict) -> dict:
    """An object that has exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def both(name: str, description: str) -> dict:
    return {
        f"{name}_zh": {**TEXT, "description": f"{description}, Chinese"},
        f"{name}_en": {**TEXT, "description": f"{description}, English"},
    }


def degrees(limit: int, description: str) -> dict:
    schema = {"type": "number", "minimum": -limit, "maximum": limit}
    return or_null(schema, f"{description}; decimal degrees, WGS 84")


HEAD = {
    "schema": {**TEXT, "description": "Address of this schema"},
    "licence": {"type": "string", "format": "uri"},
    **both("publisher", "Name of the site"),
    "as_of": {**INSTANT, "description": "Since when all of this has been as it is"},
    "day": or_null(DATE, "The day asked for with ?on=, or null for the present"),
}
VERDICT = {
    "state": one_of(State, "open and limited: it works; unknown: nothing is on record"),
    "why": one_of(Why, "What decides the state"),
    "limitations": listed(one_of(Limitation)),
}
HOURS = listed(
    record(
        {
            "from": {**INSTANT, "description": "Beijing time"},
            "until": INSTANT,
            "from_local": {**INSTANT, "description": "Time of the neighbour"},
            "until_local": INSTANT,
        }
    )
)
SERVICE_RECORD = record(
    {
        "id": SERVICE,
        "mode": one_of(Mode),
        "traffic": one_of(Traffic),
        "official_units": {
            "type": "integer",
            "minimum": 0,
            "description": "How many ports it counts for in official totals",
        },
        "regime": or_null(one_of(Regime)),
        "regime_since": or_null(INSTANT),
        **VERDICT,
        "status_since": or_null(INSTANT, "Start of the row of the history that is in force"),
        "status_until": or_null(INSTANT),
        "status_confidence": or_null(one_of(Confidence)),
        "status_is_inferred": or_null({"type": "boolean"}),
        "hours": {**HOURS, "description": "When it is open on the day, or today"},
        "next_change": or_null(
            record({"at": INSTANT, "state": one_of(State)}),
            "The next turn of state within 400 days, as far as known",
        ),
    }
)
PORT = {
    "id": {**CODE, "pattern": "^[-0-9A-Za-z_]+$", "description": "Stable; part of its addresses"},
    **both("name", "Name"),
    "pinyin": TEXT,
    "aliases": listed(TEXT),
    "country": or_null(
        record({"code": {"type": "string", "pattern": "^[A-Z]{2}$"}, **both("name", "Country")}),
        "The neighbour; null for an air port",
    ),
    "time_zone": {**TEXT, "description": "IANA name, of the neighbour"},
    **both("counterpart", "Port opposite"),
    **both("prefecture", "Prefecture"),
    **both("county", "County or city"),
    "latitude": degrees(90, "North"),
    "longitude": degrees(180, "East"),
    "point_type": or_null(one_of(Port.PointType), "What the position marks"),
    "position_confidence": or_null(one_of(Confidence), "low: can be 10 km off or more"),
    "border_latitude": degrees(90, "North, of the crossing"),
    "border_longitude": degrees(180, "East, of the crossing"),
    "year_approved": or_null({"type": "integer"}),
    "year_opened": or_null({"type": "integer"}),
    "elevation_m": or_null({"type": "integer"}, "Metres above sea level"),
    "border_elevation_m": or_null({"type": "integer"}, "Metres above sea level"),
    "services": listed({"$ref": "#/$defs/service"}),
    "exceptions": {
        **listed({"$ref": "#/$defs/day"}),
        "description": "The dates with an exception from the day asked for, or from today, on",
    },
    "page_zh": TEXT,
    "page_en": TEXT,
    "data": TEXT,
    "calendar": TEXT,
}
DAY = record(
    {
        "service": SERVICE,
        "date": {**DATE, "description": "In Beijing"},
        **VERDICT,
        "hours": HOURS,
        **both("reason", "Reason of the exception"),
    }
)
HISTORY = record(
    {
        "id": ROW,
        "kind": one_of(["status", "regime"]),
        "service": SERVICE,
        "since": INSTANT,
        "since_precision": one_of(["instant", "day", "month"]),
        "until": or_null(INSTANT),
        "action": one_of([*Action, "regime_change"]),
        "state": or_null(one_of(["open", "limited", "closed"])),
        "limitation": or_null(one_of(Limitation)),
        "regime": or_null(one_of(Regime)),
        **both("reason", "Reason"),
        "sources": listed(TEXT),
        "source_text": TEXT,
        "confidence": one_of(Confidence),
        "is_inferred": {"type": "boolean"},
        "recorded_at": {**INSTANT, "description": "When the site learned it"},
        "corrects": or_null(ROW, "The row whose place it takes"),
        "corrected_by": or_null(ROW, "The row that takes its place; it no longer speaks"),
        "contradicts": {
            **listed(ROW),
            "description": "Rows of other sources that tell the same turn of another day",
        },
    }
)
CITATION = record(
    {
        "subject": one_of(Citation.Subject),
        "confidence": one_of(Confidence),
        **both("note", "Note"),
        "sources": listed(TEXT),
    }
)
SOURCE = record(dict.fromkeys(["id", "title", "publisher", "date", "address"], TEXT))

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "/ports/schema.json",
    "title": "Border ports",
    "description": "Of /ports.json (ports) and /ports/{slug}.json (port, days, history, sources)",
    "oneOf": [{"$ref": "#/$defs/list"}, {"$ref": "#/$defs/detail"}],
    "$defs": {
        "list": record({**HEAD, "ports": listed({"$ref": "#/$defs/port"})}),
        "detail": record(
            {
                **HEAD,
                "port": record({**PORT, **both("introduction", "Introduction")}),
                "days": {
                    **listed({"$ref": "#/$defs/day"}),
                    "description": "Every service on the next 14 days",
                },
                "exceptions": {
                    **listed({"$ref": "#/$defs/day"}),
                    "description": "Every date with an exception, past ones included",
                },
                "history": listed(HISTORY),
                "citations": listed(CITATION),
                "sources": listed(SOURCE),
            }
        ),
        "port": record(PORT),
        "service": SERVICE_RECORD,
        "day": DAY,
    },
}
