"""The ports as data for everybody: one `Dataset`, read once, from which every format is made.

What the fields mean is written on the open-data page and in `ports.open_data_schema`. Codes stand
in English; every text stands in both languages, in fields that end in `_zh` and `_en`.
"""

import csv
import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from portal import generation
from portal.languages import CONTENT_LANGUAGES, in_language
from portal.models import SiteIdentity
from ports.calendar import BEIJING, DAY, DayState, Verdict, beijing_date, midnight
from ports.history import contradictions
from ports.importing import protected
from ports.models import (
    Action,
    Citation,
    Mode,
    Port,
    Regime,
    RegimeChange,
    Service,
    Source,
    StatusChange,
    Traffic,
)
from ports.schedule import Schedule, neighbour_zone

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# How many days, today included, the calendar of a port's own file covers.
DAYS_AHEAD = 14
# The columns of the ports' table that hold states; a pipeline carries no passengers.
STATE_COLUMNS = [
    (mode, traffic)
    for mode in Mode.values
    for traffic in Traffic.values
    if (mode, traffic) != (Mode.PIPELINE, Traffic.PASSENGER)
]


# Rows


@dataclass(frozen=True)
class Entry:
    """A row of a history with its stable id and what took its place, or None."""

    row: StatusChange | RegimeChange
    service: Service
    id: str
    corrects: str | None
    corrected_by: str | None

    @property
    def kind(self) -> str:
        return "status" if isinstance(self.row, StatusChange) else "regime"

    # The ids of the rows of other sources that tell the same turn of another day.
    contradicts: list[str] = field(default_factory=list)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it says no more than that another row never held."""
        return bool(self.corrects) and getattr(self.row, "action", "") == Action.STATUS


def service_id(service: Service) -> str:
    return f"{service.port.slug}.{service.mode}.{service.traffic}"


def row_id(service: Service, row, ordinal: int = 0) -> str:
    """An id that a row keeps through export and import: made of what it is, not of a number."""
    says = row.action if isinstance(row, StatusChange) else row.regime
    kind = "status" if isinstance(row, StatusChange) else "regime"
    text = "|".join(
        [
            kind,
            service_id(service),
            row.since.astimezone(BEIJING).isoformat(),
            says,
            row.recorded_at.astimezone(BEIJING).isoformat(),
            str(ordinal),
        ]
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def entries_of(rows: Iterable, services: dict[int, Service]) -> list[Entry]:
    """The rows of a history of one kind, in the order in which they were recorded."""
    rows = sorted(rows, key=lambda row: (row.recorded_at, row.pk))
    ids, seen = {}, defaultdict(int)
    for row in rows:
        first = row_id(services[row.service_id], row)
        ids[row.pk] = row_id(services[row.service_id], row, seen[first]) if seen[first] else first
        seen[first] += 1
    corrects, corrected_by, newest = {}, {}, {}
    for row in rows:
        event = (row.service_id, row.since, getattr(row, "action", ""))
        before = row.corrects_id or newest.get(event)
        if before is not None:
            corrects[row.pk] = ids[before]
            corrected_by[before] = ids[row.pk]
        newest[event] = row.pk
    return [
        Entry(
            row,
            services[row.service_id],
            ids[row.pk],
            corrects.get(row.pk),
            corrected_by.get(row.pk),
        )
        for row in rows
    ]


class Dataset:
    """Everything published of the ports, as known at an instant. Fourteen queries at most."""

    def __init__(self, instant: datetime | None = None):
        self.instant = instant or timezone.now()
        self.generation = generation.current()
        self.identity = SiteIdentity.objects.first()
        self.ports = list(
            Port.objects.select_related("country").prefetch_related(
                "aliases",
                Prefetch("citations", Citation.objects.prefetch_related("sources")),
                "services",
            )
        )
        self.services = {
            service.pk: service for port in self.ports for service in port.services.all()
        }
        for port in self.ports:
            for service in port.services.all():
                service.port = port  # with its country
        self.schedule = Schedule(list(self.services.values()), self.instant)
        changes = list(self.schedule.rows.values())
        prefetch_related_objects(changes, "sources")
        regimes = list(
            RegimeChange.objects.filter(service__in=self.services).prefetch_related("sources")
        )
        self.entries = {entry.row.pk: entry for entry in entries_of(changes, self.services)}
        self.regime_entries = entries_of(regimes, self.services)
        self._mark_contradictions()
        self.regimes = defaultdict(list)
        named = {row.corrects_id for row in regimes if row.recorded_at <= self.instant}
        for row in regimes:
            if row.recorded_at <= self.instant and row.pk not in named:
                self.regimes[row.service_id].append(row)
        self._by_slug = {port.slug: port for port in self.ports}

    def _mark_contradictions(self):
        entries = [*self.entries.values(), *self.regime_entries]
        by_port, by_row = defaultdict(list), {entry.row: entry for entry in entries}
        for entry in entries:
            by_port[entry.service.port_id].append(entry.row)
        for rows in by_port.values():
            for row, others in contradictions(rows, self.services).items():
                by_row[row].contradicts.extend(by_row[other].id for other in others)

    # Times

    @cached_property
    def today(self) -> date:
        return beijing_date(self.instant)

    @cached_property
    def _turns(self) -> list[datetime]:
        """The instants of today at which some state changes, its ends included."""
        start, end = midnight(self.today), midnight(self.today + DAY)
        turns = {start, end}
        for service in self.schedule.services:
            turns.update(spell.start for spell in self.schedule[service].spells(start, end))
        return sorted(turns)

    @cached_property
    def as_of(self) -> datetime:
        """Since when everything here has been as it is; it holds at `self.instant` too."""
        rows = [*self.schedule.rows.values(), *self.schedule.exception_rows.values()]
        rows += [entry.row for entry in self.regime_entries]
        recorded = [row.recorded_at for row in rows if row.recorded_at <= self.instant]
        turned = max(turn for turn in self._turns if turn <= self.instant)
        return max([turned, *recorded])

    @cached_property
    def holds_until(self) -> datetime:
        """The next instant at which the clock alone makes something here out of date."""
        return min(turn for turn in self._turns if turn > self.instant)

    # What is asked for

    def port(self, slug: str) -> Port | None:
        return self._by_slug.get(slug)

    def history(self, port: Port | None = None) -> list[Entry]:
        """Every row of both histories, or of one port, oldest recording first."""
        found = [*self.entries.values(), *self.regime_entries]
        if port is not None:
            found = [entry for entry in found if entry.service.port_id == port.pk]
        # A correction recorded at the same instant stays behind what it corrects.
        return sorted(found, key=lambda entry: entry.row.recorded_at)

    def regime_at(self, service: Service, verdict: Verdict, instant: datetime):
        """(regime, since) as the board gives it, or (None, None)."""
        rows = [row for row in self.regimes[service.pk] if row.since <= instant]
        row = max(rows, key=lambda row: (row.since, row.recorded_at, row.pk), default=None)
        # A port that has opened since is no longer "not in service"; its regime is unknown.
        if row is None or (
            row.regime in {Regime.NOT_OPEN, Regime.NOT_APPROVED}
            and verdict.is_open
            and (verdict.change is None or verdict.change.since > row.since)
        ):
            return None, None
        return row.regime, row.since

    def day_verdict(self, service: Service, on: date | None) -> Verdict:
        """What holds now, or over the day `on`."""
        calendar = self.schedule[service]
        return calendar.state_at(self.instant) if on is None else calendar.day(on).verdict


# JSON


def head_of(dataset: Dataset, on: date | None = None) -> dict:
    identity = dataset.identity
    return {
        "schema": reverse("open_data:schema"),
        "licence": LICENCE,
        **{
            f"publisher_{language}": in_language(identity, "name", language) if identity else ""
            for language in CONTENT_LANGUAGES
        },
        "as_of": iso(dataset.as_of),
        "day": on.isoformat() if on else None,
    }


def iso(instant: datetime | None, zone=BEIJING) -> str | None:
    return instant.astimezone(zone).isoformat() if instant else None


def texts(instance, *names: str) -> dict:
    """The texts of translated fields in every language; "" where there is none."""
    return {
        f"{name}_{language}": in_language(instance, name, language)
        for name in names
        for language in CONTENT_LANGUAGES
    }


def number(value) -> float | None:
    return float(value) if value is not None else None


def port_record(dataset: Dataset, port: Port, on: date | None = None) -> dict:
    country = port.country
    position = next(
        (item for item in port.citations.all() if item.subject == Citation.Subject.POSITION), None
    )
    return {
        "id": port.slug,
        **texts(port, "name"),
        "pinyin": port.pinyin,
        "aliases": [alias.text for alias in port.aliases.all()],
        "country": {"code": country.code, **texts(country, "name")} if country else None,
        "time_zone": str(neighbour_zone(port)),
        **texts(port, "counterpart", "prefecture", "county"),
        "latitude": number(port.latitude),
        "longitude": number(port.longitude),
        "point_type": port.point_type or None,
        "position_confidence": position.confidence if position else None,
        "border_latitude": number(port.border_latitude),
        "border_longitude": number(port.border_longitude),
        "year_approved": port.year_approved,
        "year_opened": port.year_opened,
        "elevation_m": port.elevation,
        "border_elevation_m": port.border_elevation,
        "services": [service_record(dataset, service, on) for service in port.services.all()],
        "exceptions": exception_records(dataset, port, on or dataset.today),
        "page_zh": f"/ports/{port.slug}/",
        "page_en": f"/en/ports/{port.slug}/",
        "data": reverse("open_data:port_json", args=[port.slug]),
        "calendar": reverse("open_data:port_ics", args=[port.slug]),
    }


def service_record(dataset: Dataset, service: Service, on: date | None = None) -> dict:
    calendar = dataset.schedule[service]
    verdict = dataset.day_verdict(service, on)
    instant = dataset.instant if on is None else midnight(on + DAY) - timedelta(microseconds=1)
    regime, regime_since = dataset.regime_at(service, verdict, instant)
    row = dataset.schedule.rows[verdict.change.id] if verdict.change else None
    turn = calendar.next_change(dataset.instant) if on is None else None
    return {
        "id": service_id(service),
        "mode": service.mode,
        "traffic": service.traffic,
        "official_units": service.official_units,
        "regime": regime,
        "regime_since": iso(regime_since),
        **verdict_record(verdict),
        "status_since": iso(row.since) if row else None,
        "status_until": iso(row.until) if row else None,
        "status_confidence": row.confidence if row else None,
        "status_is_inferred": row.is_inferred if row else None,
        "hours": hours_record(dataset, service, calendar.day(on or dataset.today)),
        "next_change": (
            {"at": iso(turn.start), "state": turn.verdict.state.value} if turn else None
        ),
    }


def verdict_record(verdict: Verdict) -> dict:
    return {
        "state": verdict.state.value,
        "why": verdict.why.value,
        "limitations": list(verdict.limitations),
    }


def hours_record(dataset: Dataset, service: Service, day: DayState) -> list[dict]:
    zone = neighbour_zone(service.port)
    return [
        {
            "from": iso(start),
            "until": iso(end),
            "from_local": iso(start, zone),
            "until_local": iso(end, zone),
        }
        for start, end in day.hours()
    ]


def day_record(dataset: Dataset, service: Service, day: DayState) -> dict:
    verdict = day.verdict
    exception = verdict.exception and dataset.schedule.exception_rows[verdict.exception.id]
    return {
        "service": service_id(service),
        "date": day.date.isoformat(),
        **verdict_record(verdict),
        "hours": hours_record(dataset, service, day),
        **(
            texts(exception, "reason")
            if exception
            else {f"reason_{language}": "" for language in CONTENT_LANGUAGES}
        ),
    }


def exception_records(dataset: Dataset, port: Port, first: date = date.min) -> list[dict]:
    """The exception days of a port from a date on: what holds on them, as `day_record` gives it."""
    return [
        day_record(dataset, service, dataset.schedule[service].day(day))
        for service in port.services.all()
        for day in sorted(dataset.schedule[service].exceptions)
        if day >= first
    ]


def history_record(entry: Entry) -> dict:
    row = entry.row
    return {
        "id": entry.id,
        "kind": entry.kind,
        "service": service_id(entry.service),
        "since": iso(row.since),
        "since_precision": getattr(row, "since_precision", "day"),
        "until": iso(getattr(row, "until", None)),
        "action": getattr(row, "action", "") or "regime_change",
        "state": getattr(row, "state", "") or None,
        "limitation": getattr(row, "limitation", "") or None,
        "regime": getattr(row, "regime", None),
        **texts(row, "reason"),
        "sources": codes_of(row),
        "source_text": row.source_text,
        "confidence": row.confidence,
        "is_inferred": row.is_inferred,
        "recorded_at": iso(row.recorded_at),
        "corrects": entry.corrects,
        "corrected_by": entry.corrected_by,
        "contradicts": entry.contradicts,
    }


def codes_of(cited) -> list[str]:
    return sorted(source.code for source in cited.sources.all())


def ports_json(dataset: Dataset, on: date | None = None) -> dict:
    return {
        **head_of(dataset, on),
        "ports": [port_record(dataset, port, on) for port in dataset.ports],
    }


def port_json(dataset: Dataset, port: Port) -> dict:
    last = dataset.today + (DAYS_AHEAD - 1) * DAY
    history = dataset.history(port)
    citations = sorted(port.citations.all(), key=lambda citation: citation.subject)
    sources = {source.code: source for cited in citations for source in cited.sources.all()}
    for entry in history:
        sources.update({source.code: source for source in entry.row.sources.all()})
    return {
        **head_of(dataset),
        "port": {**port_record(dataset, port), **texts(port, "introduction")},
        "days": [
            day_record(dataset, service, day)
            for service in port.services.all()
            for day in dataset.schedule[service].days(dataset.today, last)
        ],
        "exceptions": exception_records(dataset, port),
        "history": [history_record(entry) for entry in history],
        "citations": [
            {
                "subject": citation.subject,
                "confidence": citation.confidence,
                **texts(citation, "note"),
                "sources": codes_of(citation),
            }
            for citation in citations
        ],
        "sources": [source_record(sources[code]) for code in sorted(sources)],
    }


def source_record(source: Source) -> dict:
    return {
        "id": source.code,
        "title": source.title,
        "publisher": source.publisher,
        "date": source.published,
        "address": source.address,
    }


def ports_geojson(dataset: Dataset, on: date | None = None) -> dict:
    """RFC 7946: longitude first; a port without a position has no geometry."""
    features = []
    for port in dataset.ports:
        record = port_record(dataset, port, on)
        services = record.pop("services")
        longitude, latitude = record.pop("longitude"), record.pop("latitude")
        features.append(
            {
                "type": "Feature",
                "id": port.slug,
                "geometry": (
                    {"type": "Point", "coordinates": [longitude, latitude]}
                    if longitude is not None
                    else None
                ),
                "properties": {**record, **state_cells(services)},
            }
        )
    return {"type": "FeatureCollection", **head_of(dataset, on), "features": features}


def state_cells(services: list[dict]) -> dict:
    """The states of a port's services by column; None where it has no such service."""
    found = {(service["mode"], service["traffic"]): service["state"] for service in services}
    return {
        f"{mode}_{traffic}_state": found.get((mode, traffic)) for mode, traffic in STATE_COLUMNS
    }


def as_json(data: dict) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


# CSV


def as_csv(columns: list[str], rows: Iterable[dict]) -> bytes:
    """UTF-8 with a byte order mark, without which a spreadsheet garbles Chinese; CRLF.

    Lists are parted by `|`, None is empty, True is "yes". Numbers stand as they are.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        value = "|".join(value)
    return protected(value) if isinstance(value, str) else value


PORT_COLUMNS = [
    *["slug", "name_zh", "name_en", "name_en_variants", "transport", "official_units"],
    *["services", "country_zh", "country_en", "counterpart_zh", "counterpart_en"],
    *["prefecture_zh", "prefecture_en", "county_zh", "county_en"],
    *["lat", "lon", "point_type", "border_lat", "border_lon"],
    *["year_approved", "year_opened", "elevation_m", "border_elevation_m"],
    *["facts_zh", "facts_en"],
    *[
        f"{subject}_{part}"
        for subject in Citation.Subject.values
        for part in ("conf", "src", "note", "note_zh")
    ],
    *["as_of", "day"],
    *[f"{mode}_{traffic}_state" for mode, traffic in STATE_COLUMNS],
]


def ports_csv(dataset: Dataset, on: date | None = None) -> bytes:
    """What `import_ports` reads, with the state of each service behind it."""
    head = head_of(dataset, on)
    return as_csv(
        PORT_COLUMNS,
        (
            {
                **_import_row(port),
                "as_of": head["as_of"],
                "day": head["day"],
                **state_cells([service_record(dataset, item, on) for item in port.services.all()]),
            }
            for port in dataset.ports
        ),
    )


def _import_row(port: Port) -> dict:
    services = sorted(
        port.services.all(),
        key=lambda item: (-item.official_units, Mode.values.index(item.mode), item.traffic),
    )
    freight = [item for item in services if item.traffic == Traffic.FREIGHT]
    citations = {citation.subject: citation for citation in port.citations.all()}
    row = {
        "slug": port.slug,
        **texts(port, "name", "counterpart", "prefecture", "county"),
        "name_en_variants": [alias.text for alias in port.aliases.all()],
        "transport": list(dict.fromkeys(item.mode for item in services)),
        "official_units": sum(item.official_units for item in freight),
        "services": [f"{item.mode}/{item.traffic}/{item.official_units}" for item in services],
        "country_zh": in_language(port.country, "name", "zh") if port.country else "",
        "country_en": in_language(port.country, "name", "en") if port.country else "",
        "lat": number(port.latitude),
        "lon": number(port.longitude),
        "point_type": port.point_type,
        "border_lat": number(port.border_latitude),
        "border_lon": number(port.border_longitude),
        "year_approved": port.year_approved,
        "year_opened": port.year_opened,
        "elevation_m": port.elevation,
        "border_elevation_m": port.border_elevation,
        "facts_zh": in_language(port, "introduction", "zh"),
        "facts_en": in_language(port, "introduction", "en"),
    }
    for subject in Citation.Subject.values:
        citation = citations.get(subject)
        row[f"{subject}_conf"] = citation.confidence if citation else ""
        row[f"{subject}_src"] = codes_of(citation) if citation else ""
        row[f"{subject}_note"] = in_language(citation, "note", "en") if citation else ""
        row[f"{subject}_note_zh"] = in_language(citation, "note", "zh") if citation else ""
    return row


STATUS_COLUMNS = [
    *["id", "kind", "port_slug", "mode", "traffic", "since", "since_precision", "until"],
    *["action", "state", "limitation", "regime", "reason_zh", "reason_en"],
    *["source_ids", "source_text", "confidence", "is_inferred", "recorded_at"],
    *["corrects", "corrected_by", "contradicts"],
]


def status_csv(dataset: Dataset) -> bytes:
    """Every row of every history, what was corrected included; `import_status` reads it."""
    return as_csv(STATUS_COLUMNS, map(_status_row, dataset.history()))


def _status_row(entry: Entry) -> dict:
    record = history_record(entry)
    return {
        **record,
        "port_slug": entry.service.port.slug,
        "mode": entry.service.mode,
        "traffic": entry.service.traffic,
        "source_ids": record["sources"],
    }


CALENDAR_COLUMNS = [
    *["port_slug", "mode", "traffic", "date", "state", "why", "limitations"],
    *["hours", "hours_local", "time_zone", "reason_zh", "reason_en"],
]


def calendar_csv(dataset: Dataset, first: date, last: date) -> bytes:
    return as_csv(CALENDAR_COLUMNS, _calendar_rows(dataset, first, last))


def _calendar_rows(dataset: Dataset, first: date, last: date) -> Iterator[dict]:
    for port in dataset.ports:
        for service in port.services.all():
            for day in dataset.schedule[service].days(first, last):
                record = day_record(dataset, service, day)
                hours = record["hours"]
                yield {
                    **record,
                    "port_slug": port.slug,
                    "mode": service.mode,
                    "traffic": service.traffic,
                    "hours": [f"{item['from']}/{item['until']}" for item in hours],
                    "hours_local": [f"{i['from_local']}/{i['until_local']}" for i in hours],
                    "time_zone": str(neighbour_zone(port)),
                }


SOURCE_COLUMNS = ["id", "title", "publisher", "date", "address"]


def sources_csv(dataset: Dataset) -> bytes:
    return as_csv(SOURCE_COLUMNS, map(source_record, Source.objects.all()))


# Held


class Held:
    """The dataset and the files made of it, as long as nothing changes them.

    Made anew with each generation and at each instant at which some state turns, by the clock.
    Keys are names of files and slugs of ports on record, so what is held is bounded.
    """

    def __init__(self):
        self._present = None, {}

    def present(self) -> tuple[Dataset, dict]:
        """The present dataset and its files. One query while it holds."""
        dataset, files = self._present
        now = timezone.now()
        if (
            dataset is None
            or dataset.generation != generation.current()
            or not dataset.instant <= now < dataset.holds_until
        ):
            dataset, files = self._present = Dataset(now), {}
        return dataset, files

    def forget(self) -> None:
        self._present = None, {}


held = Held()
