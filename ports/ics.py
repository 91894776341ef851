"""Calendar files of exception days and status changes (RFC 5545), written by hand.

The grammar needed here is a dozen lines; a library would build and fold each property ten times
slower. The tests read what is written with another program's parser.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from django.utils import translation

from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES, in_language
from ports.calendar import DAY, beijing_date, midnight
from ports.models import (
    Action,
    Confidence,
    Limitation,
    Mode,
    Port,
    Service,
    State,
    StatusChange,
    Traffic,
)
from ports.open_data import Dataset, service_id

# Of all UIDs, so that they are unique in the world without naming a domain that may change.
NAMESPACE = UUID("6f1d5f4e-52f5-4b0c-9f0e-2f3a6d0b1c57")
CRLF = "\r\n"
FOLD_OCTETS = 75


def escaped(text: str) -> str:
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> str:
    """Lines of at most 75 octets; the next ones begin with a space. No character is cut."""
    parts, part, octets = [], "", 0
    for char in line:
        size = len(char.encode())
        if octets + size > FOLD_OCTETS:
            parts.append(part)
            part, octets = " ", 1
        part += char
        octets += size
    parts.append(part)
    return CRLF.join(parts)


def utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def plain_date(day: date) -> str:
    return f"{day:%Y%m%d}"


def calendar_file(dataset: Dataset, port: Port | None = None) -> bytes:
    """The file of one port, or of all: its name in both languages, an event for each day."""
    if port is None:
        names = {"zh": "口岸开闭与例外日", "en": "Ports: status changes and exception days"}
        services = list(dataset.services.values())
    else:
        names = {language: in_language(port, "name", language) for language in CONTENT_LANGUAGES}
        services = list(port.services.all())
    title = " / ".join(filter(None, (names[language] for language in CONTENT_LANGUAGES)))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kouan//Ports//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(title)}",
        f"X-WR-CALNAME:{escaped(title)}",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    words = {language: _words(language) for language in CONTENT_LANGUAGES}
    events = [
        event
        for service in services
        for event in [*_exceptions(dataset, service, words), *_changes(dataset, service, words)]
    ]
    for event in sorted(
        events, key=lambda event: (event["DTSTART"].rpartition(":")[2], event["UID"])
    ):
        lines.append("BEGIN:VEVENT")
        lines.extend(
            f"{name}{value}" if value.startswith((":", ";")) else f"{name}:{value}"
            for name, value in event.items()
            if value
        )
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return (CRLF.join(map(folded, lines)) + CRLF).encode()


def _exceptions(dataset, service, words):
    """One event a date; its state is what the calendar makes of it, a closed status included."""
    rows = defaultdict(list)
    for row in dataset.schedule.exception_rows.values():
        if row.service_id == service.pk and row.recorded_at <= dataset.instant:
            rows[row.date].append(row)
    calendar = dataset.schedule[service]
    for day, versions in rows.items():
        versions.sort(key=lambda row: (row.recorded_at, row.pk))
        last = versions[-1]
        found = calendar.day(day)
        start, end = _on_days(day, day + DAY)
        hours = found.hours()
        if last.opens is not None and len(hours) == 1:
            start, end = (f":{utc(instant)}" for instant in hours[0])
        yield {
            "UID": str(uuid5(NAMESPACE, f"exception|{service_id(service)}|{day.isoformat()}")),
            **_versions(versions),
            "DTSTART": start,
            "DTEND": end,
            **_says(service, words, found.state, found.verdict.limitations, last),
            "STATUS": "CONFIRMED" if last.state else "CANCELLED",
            "CATEGORIES": "EXCEPTION",
        }


def _changes(dataset, service, words):
    """One event for each row of the history with all that correct it; observations are none."""
    entries = [
        entry
        for entry in dataset.entries.values()
        if entry.service.pk == service.pk and entry.row.recorded_at <= dataset.instant
    ]
    roots, chains = {}, defaultdict(list)
    for entry in entries:
        roots[entry.id] = roots.get(entry.corrects, entry.id)
        chains[roots[entry.id]].append(entry)
    for root, versions in chains.items():
        rows = [entry.row for entry in versions]
        said = [row for row in rows if row.state]
        if not said:
            continue
        shown = said[-1]
        start, end = _when(shown)
        limitations = (shown.limitation,) if shown.limitation else ()
        yield {
            "UID": str(uuid5(NAMESPACE, f"status|{root}")),
            **_versions(rows),
            "DTSTART": start,
            "DTEND": end,
            **_says(service, words, shown.state, limitations, rows[-1], shown.action),
            "STATUS": "CANCELLED" if versions[-1].is_withdrawn else "CONFIRMED",
            "CATEGORIES": "STATUS",
        }


def _versions(rows) -> dict:
    """A correction is the same event with a higher number."""
    return {
        "DTSTAMP": utc(rows[-1].recorded_at),
        "CREATED": utc(rows[0].recorded_at),
        "LAST-MODIFIED": utc(rows[-1].recorded_at),
        "SEQUENCE": str(len(rows) - 1),
    }


def _on_days(first: date, end: date) -> tuple[str, str]:
    return f";VALUE=DATE:{plain_date(first)}", f";VALUE=DATE:{plain_date(end)}"


def _when(row: StatusChange) -> tuple[str, str]:
    """Start and end ("" for none) as exact as they are known."""
    first = beijing_date(row.since)
    if row.since_precision == "instant":
        return f":{utc(row.since)}", f":{utc(row.until)}" if row.until else ""
    if row.until and row.until == midnight(beijing_date(row.until)):
        return _on_days(first, beijing_date(row.until))
    if row.since_precision == "month":
        return _on_days(first, (first.replace(day=1) + timedelta(days=31)).replace(day=1))
    return _on_days(first, first + DAY)


def _says(service: Service, words, state, limitations, row, action="") -> dict:
    summaries, descriptions = [], []
    for language in CONTENT_LANGUAGES:
        word = words[language]
        name = in_language(service.port, "name", language)
        if not name:
            continue
        how = "".join(word["how"] % word[f"limitation {item}"] for item in limitations)
        summaries.append(
            word["summary"]
            % {
                "port": name,
                "mode": word[service.mode],
                "traffic": word[service.traffic],
                "state": word[f"state {state}"] + how,
            }
        )
        about = [word[f"action {action}"] if action else "", in_language(row, "reason", language)]
        descriptions.append(word["sentences"].join(filter(None, about)))
    source = row.source_text
    confidence = getattr(row, "confidence", "")
    if confidence:
        descriptions.append(
            " / ".join(
                words[language]["confidence"] % words[language][f"confidence {confidence}"]
                for language in CONTENT_LANGUAGES
            )
        )
    return {
        "SUMMARY": escaped(" / ".join(summaries)),
        "DESCRIPTION": escaped("\n".join(filter(None, [*descriptions, source]))),
        "GEO": (
            f"{service.port.latitude};{service.port.longitude}"
            if service.port.latitude is not None
            else ""
        ),
        "X-KOUAN-SERVICE": service_id(service),
        "X-KOUAN-STATE": str(state),
        "TRANSP": "TRANSPARENT",
    }


def _words(language: str) -> dict:
    """The names of the codes in one language, and how they are put together in it."""
    with translation.override(DJANGO_CODES[language]):
        words = {
            **{f"state {value}": str(label) for value, label in State.choices},
            **{f"action {value}": str(label) for value, label in Action.choices},
            **{f"limitation {value}": str(label) for value, label in Limitation.choices},
            **{f"confidence {value}": str(label) for value, label in Confidence.choices},
            **{value: str(label) for value, label in [*Mode.choices, *Traffic.choices]},
        }
    return {**words, **PHRASES[language]}


# Every file holds both languages, so these do not follow the language of a page.
PHRASES = {
    "zh": {
        "summary": "%(port)s（%(mode)s%(traffic)s）：%(state)s",
        "how": "（%s）",
        "sentences": "。",
        "confidence": "可信度：%s",
        "state unknown": "无记录",
    },
    "en": {
        "summary": "%(port)s (%(mode)s, %(traffic)s): %(state)s",
        "how": " (%s)",
        "sentences": ". ",
        "confidence": "Confidence: %s",
        "state unknown": "not on record",
    },
}
