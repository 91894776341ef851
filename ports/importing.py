"""Ports, their sources and their dated events from CSV files.

A row goes in, validated objects or a refusal come out; `import_rows` keeps the report. What the
columns mean is written in docs/import.md. Every write goes through `full_clean()`.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.fields import is_absolute
from portal.text import clean_line, clean_text
from ports.models import (
    STATES_AFTER,
    Action,
    Alias,
    Citation,
    Confidence,
    Country,
    Limitation,
    Mode,
    Port,
    Regime,
    RegimeChange,
    Service,
    Source,
    State,
    StatusChange,
    Traffic,
)

# The files name days as the ports' Chinese side lives them.
BEIJING = ZoneInfo("Asia/Shanghai")

# Replaces an undecodable byte; so does U+FFFD where another program has already replaced it.
UNDECODABLE = re.compile("[\udc80-\udcff\ufffd]")


class Refused(Exception):
    """A row that cannot be taken. Its text is the reason, in the active language."""


class Unreadable(Exception):
    """A file that cannot be read at all. Its text is the reason, in the active language."""


@dataclass(frozen=True)
class Row:
    """A line of the file. `number` counts as a spreadsheet does: the header is row 1."""

    number: int
    cells: dict
    fault: str = ""

    def __getitem__(self, column: str) -> str:
        """The cleaned cell; an optional column that the file lacks reads as empty."""
        return self.cells.get(column, "")

    def parts(self, column: str) -> list[str]:
        """The parts of a cell whose list is parted by `|`, each once."""
        return list(dict.fromkeys(part.strip() for part in self[column].split("|") if part.strip()))


@dataclass(frozen=True)
class Line:
    """What became of a row: "added", "changed", "unchanged" or "refused"."""

    number: int
    outcome: str
    subject: str = ""
    detail: str = ""


@dataclass
class Report:
    lines: list[Line] = field(default_factory=list)

    @property
    def totals(self) -> Counter:
        return Counter(line.outcome for line in self.lines)


OUTCOMES = {
    "added": gettext_lazy("added"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "refused": gettext_lazy("refused"),
}


# Reading


# A cell that a spreadsheet would take for a formula is published with a mark before it.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
PROTECTED = re.compile(r"'+[=+\-@\t\r]")


def protected(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `unprotected` gives it back."""
    return f"'{text}" if FORMULA.match(text) else text


def unprotected(text: str) -> str:
    return text[1:] if PROTECTED.match(text) else text


def read_rows(
    path: Path, required: frozenset[str], paragraphs: frozenset[str] = frozenset()
) -> list[Row]:
    """The rows of a CSV file, those with a fault included.

    Cells are one line each; those of the columns `paragraphs` keep their line breaks. The mark
    that keeps a spreadsheet from taking a text for a formula is taken away.

    Tolerates a byte order mark and any line ends. Raises `Unreadable` where the file or one of
    the `required` columns is missing.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise Unreadable(
            _("The file %(path)s cannot be read: %(reason)s.")
            % {"path": path, "reason": error.strerror}
        ) from error
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [clean_line(name) for name in next(reader, [])]
    except csv.Error as error:
        raise Unreadable(_("The header line is not CSV: %(reason)s.") % {"reason": error}) from None
    missing = sorted(required - set(header))
    if missing:
        raise Unreadable(
            _("The file %(path)s lacks these columns: %(columns)s.")
            % {"path": path, "columns": ", ".join(missing)}
        )
    twice = sorted(name for name, times in Counter(header).items() if times > 1)
    if twice:
        raise Unreadable(
            _("The file %(path)s has these columns twice: %(columns)s.")
            % {"path": path, "columns": ", ".join(twice)}
        )
    return list(_rows(reader, header, paragraphs))


def _rows(reader, header: list[str], paragraphs: frozenset[str]) -> Iterator[Row]:
    number = 1
    while True:
        number += 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number, {}, _("The line is not CSV: %(reason)s.") % {"reason": error})
            continue
        if not values:
            continue
        yield _row(number, header, values, paragraphs)


def _row(number: int, header: list[str], values: list[str], paragraphs: frozenset[str]) -> Row:
    broken = [
        name for name, value in zip(header, values, strict=False) if UNDECODABLE.search(value)
    ]
    cells = {
        name: (clean_text if name in paragraphs else clean_line)(unprotected(value))
        for name, value in zip(header, values, strict=False)
        if value
    }
    fault = ""
    if len(values) != len(header):
        fault = _("The row has %(found)d columns; the header has %(expected)d.") % {
            "found": len(values),
            "expected": len(header),
        }
    elif broken:
        fault = _("Not valid UTF-8 in these columns: %(columns)s.") % {"columns": ", ".join(broken)}
    return Row(number, cells, fault)


# The report


def import_rows(rows: list[Row], import_row: Callable, *, key: str, write: bool) -> Report:
    """Gives every row to `import_row(row)` and reports what became of it.

    `import_row` returns an outcome and a detail, or raises `Refused` or `ValidationError`, which
    undoes what it wrote. `key` is the column that names a row in the report. Without `write`
    everything is undone at the end; the report says what would have been done.
    """
    report = Report()
    with transaction.atomic():
        for row in rows:
            report.lines.append(_import_one(row, import_row, row[key]))
        transaction.set_rollback(not write)
    return report


def _import_one(row: Row, import_row: Callable, subject: str) -> Line:
    if UNDECODABLE.search(subject):
        subject = ""
    if row.fault:
        return Line(row.number, "refused", subject, row.fault)
    try:
        with transaction.atomic():
            outcome, detail = import_row(row)
    except Refused as refusal:
        return Line(row.number, "refused", subject, str(refusal))
    except ValidationError as error:
        return Line(row.number, "refused", subject, _in_words(error))
    return Line(row.number, outcome, subject, detail)


def _in_words(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{'' if name == NON_FIELD_ERRORS else name + ': '}{message}"
        for name, messages in error.message_dict.items()
        for message in messages
    )


def once(import_row: Callable, column: str) -> Callable:
    """`import_row` that refuses a second row with the same value in a column."""
    seen = {}

    def import_once(row: Row):
        first = seen.setdefault(row[column], row.number)
        if first != row.number:
            raise Refused(
                _("“%(value)s” stands already in row %(number)d.")
                % {"value": row[column], "number": first}
            )
        return import_row(row)

    return import_once


# Cells


def one_of(row: Row, column: str, choices, *, required: bool = True) -> str:
    """A cell that must be one of the values of a `TextChoices`."""
    value = row[column]
    if not value and not required:
        return ""
    if value not in choices:
        raise Refused(
            _("%(column)s: “%(value)s” is unknown; one of %(choices)s is meant.")
            % {"column": column, "value": value, "choices": ", ".join(map(str, choices))}
        )
    return value


def number_in(row: Row, column: str, kind=int):
    """A cell's number, or None where it is empty."""
    value = row[column]
    if not value:
        return None
    try:
        return kind(value)
    except (ValueError, InvalidOperation):
        raise Refused(
            _("%(column)s: “%(value)s” is not a number.") % {"column": column, "value": value}
        ) from None


def year_in(row: Row, column: str) -> int | None:
    year = number_in(row, column)
    if year is not None and year > timezone.now().astimezone(BEIJING).year:
        raise Refused(
            _("%(column)s: %(value)s lies in the future.") % {"column": column, "value": year}
        )
    if year is not None and year < 1000:
        raise Refused(
            _("%(column)s: “%(value)s” is not a year.") % {"column": column, "value": row[column]}
        )
    return year


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, BEIJING)


def instant_in(row: Row, column: str, precision: str) -> tuple[datetime, datetime]:
    """The first instant that a cell names and the first one after what it names.

    `precision` is "instant" (2022-04-28T10:00, Beijing time), "day" or "month" (2022-04).
    """
    value = row[column]
    shapes = {
        "instant": r"\d{4}-\d\d-\d\dT\d\d:\d\d",
        "day": r"\d{4}-\d\d-\d\d",
        "month": r"\d{4}-\d\d",
    }
    start = None
    if re.fullmatch(shapes[precision], value, re.ASCII):
        with suppress(ValueError, OverflowError):
            whole = datetime.fromisoformat(value + "-01" if precision == "month" else value)
            start = whole.replace(tzinfo=BEIJING)
            if precision == "instant":
                end = start + timedelta(minutes=1)
            elif precision == "day":
                end = _midnight(whole.date() + timedelta(days=1))
            else:
                end = _midnight((whole.date() + timedelta(days=31)).replace(day=1))
            return start, end
    raise Refused(
        _("%(column)s: “%(value)s” is not a date of the precision “%(precision)s”.")
        % {"column": column, "value": value, "precision": precision}
    )


def sources_of(codes: list[str]) -> list[Source]:
    """The sources of these codes; one that is not on record is created with its code alone."""
    found = {source.code: source for source in Source.objects.filter(code__in=codes)}
    for code in codes:
        if code not in found:
            found[code] = Source(code=code)
            found[code].full_clean()
            found[code].save()
    return [found[code] for code in codes]


# Sources

SOURCE_COLUMNS = frozenset({"id", "title"})


def import_source(row: Row) -> tuple[str, str]:
    if not row["id"]:
        raise Refused(_("The source has no id."))
    source = Source.objects.filter(code=row["id"]).first() or Source(code=row["id"])
    address = row["address"]
    is_address = is_absolute(address)
    return _store(
        source,
        title=row["title"],
        publisher=row["publisher"],
        published=row["date"],
        # Some sources are cited by a place that is no address; that stands in the note then.
        address=address if is_address else "",
        # The published file has no notes; those on record stay.
        note=(row["note"] or source.note)
        if is_address
        else "; ".join(filter(None, [row["note"], address])) or source.note,
    )


def _store(instance, **values) -> tuple[str, str]:
    """Validates and saves an instance; "unchanged" where nothing differs from what is stored."""
    is_new = instance._state.adding
    before = {name: getattr(instance, name) for name in values}
    for name, value in values.items():
        setattr(instance, name, value)
    instance.full_clean()
    changed = [
        name for name, old in before.items() if _unempty(getattr(instance, name)) != _unempty(old)
    ]
    if is_new or changed:
        instance.save()
    if is_new:
        return "added", ""
    return ("changed", ", ".join(changed)) if changed else ("unchanged", "")


def _unempty(value):
    # A translated column holds NULL until it is written, then "".
    return None if value == "" else value


# Ports

# The groups of facts that carry a confidence and sources, `_conf` and `_src`, are the subjects of
# citations. Also read where they stand: freight_until, services, and a note for each group,
# `_note` and `_note_zh`; regime_apr2022 and freight_open_apr2022, which the published file lacks
# as its history stands in a file of its own.
PORT_COLUMNS = frozenset(
    [
        "slug",
        "name_zh",
        "name_en",
        "name_en_variants",
        "transport",
        "official_units",
        "country_zh",
        "country_en",
        "counterpart_zh",
        "counterpart_en",
        "prefecture_zh",
        "prefecture_en",
        "county_zh",
        "county_en",
        "lat",
        "lon",
        "point_type",
        "border_lat",
        "border_lon",
        "year_approved",
        "year_opened",
        "elevation_m",
        "border_elevation_m",
        "facts_zh",
        "facts_en",
        "coord_note",
        "years_note",
    ]
) | {f"{subject}_{part}" for subject in Citation.Subject.values for part in ("conf", "src")}

PORT_PARAGRAPHS = frozenset({"facts_zh", "facts_en"})

# The day whose state freight_open_apr2022 describes, and the month of regime_apr2022.
STATE_SINCE = datetime(2022, 4, 28, tzinfo=BEIJING)
REGIME_SINCE = datetime(2022, 4, 1, tzinfo=BEIJING)
# The article of 29 April 2022 that gives the totals, 14 perennial and 1 seasonal.
TOTALS_SOURCE = "S01"

REGIME_REASON = {
    "reason_zh": "资料所述2022年4月的开放方式。",
    "reason_en": "The regime that the records describe for April 2022.",
}
STATE_REASON = {
    "yes": {
        "reason_zh": "2022年4月底货运通关开放。本条由多个来源推断得出，"
        "没有来源逐一列出当时开放的口岸。",
        "reason_en": "Open to freight at the end of April 2022. This is inferred from several "
        "sources; none lists the ports that were open.",
    },
    "disputed": {
        "reason_zh": "2022年4月底货运通关计为开放。本条为推断，把握程度低："
        "各来源说法不一，也有报道称当时尚未恢复正常通行。",
        "reason_en": "Counted as open to freight at the end of April 2022. This is an inference "
        "of low confidence: the sources contradict each other, and some say that regular traffic "
        "had not resumed.",
    },
    "no": {
        "reason_zh": "2022年4月底未办理货运通关。本条由多个来源推断得出。",
        "reason_en": "Not open to freight at the end of April 2022. This is inferred from several "
        "sources.",
    },
}


def import_port(row: Row) -> tuple[str, str]:
    """Stores a port with its spellings, citations, services and the baseline of its history.

    Spellings and services that the row does not name stay: an officer may have added them.
    """
    if not row["slug"]:
        raise Refused(_("The slug is missing."))
    if not row["name_zh"]:
        raise Refused(_("The Chinese name is missing."))
    if not row["name_en"]:
        raise Refused(_("The English name is missing."))
    modes = _modes(row)
    wanted = _services_named(row) if row["services"] else _services_that_follow(row, modes)
    regime = one_of(row, "regime_apr2022", Regime, required=False)
    one_of(row, "point_type", Port.PointType, required=False)

    port = Port.objects.filter(slug=row["slug"]).first() or Port(slug=row["slug"])
    outcome, detail = _store(port, **_port_values(row, modes))
    changes = [detail] if detail else []
    changes += _import_aliases(port, row)
    changes += _import_citations(port, row)
    services = _import_services(port, wanted, changes)
    _import_baseline(row, services, regime, changes)
    if outcome == "added":
        return "added", ""
    return ("changed", ", ".join(changes)) if changes else ("unchanged", "")


def _modes(row: Row) -> list[str]:
    modes = row.parts("transport")
    unknown = [mode for mode in modes if mode not in Mode]
    if unknown or not modes:
        raise Refused(
            _("%(column)s: “%(value)s” is unknown; one of %(choices)s is meant.")
            % {
                "column": "transport",
                "value": row["transport"],
                "choices": ", ".join(Mode.values),
            }
        )
    return modes


def _official_units(row: Row, modes: list[str]) -> dict[str, int]:
    """How many ports each mode counts for: one each, in the order listed, pipelines none."""
    total = number_in(row, "official_units")
    counted = [mode for mode in modes if mode != Mode.PIPELINE]
    if total is None or not 0 <= total <= len(counted):
        raise Refused(
            _("official_units: %(total)s do not fit the modes “%(modes)s”; 0 to %(limit)d can.")
            % {
                "total": row["official_units"] or "“”",
                "modes": "|".join(modes),
                "limit": len(counted),
            }
        )
    return {mode: int(mode in counted[:total]) for mode in modes}


def _country(row: Row, modes: list[str]) -> Country | None:
    name_zh, name_en = row["country_zh"], row["country_en"]
    if not name_zh and not name_en:
        if modes == [Mode.AIR]:
            return None
        raise Refused(_("The country is missing; only an air port has none."))
    country = Country.objects.filter(name_zh=name_zh).first()
    if country is None:
        raise Refused(
            _("The country “%(zh)s” / “%(en)s” is unknown.") % {"zh": name_zh, "en": name_en}
        )
    if country.name_en != name_en:
        raise Refused(
            _("The country names “%(zh)s” and “%(en)s” do not belong together.")
            % {"zh": name_zh, "en": name_en}
        )
    return country


def _port_values(row: Row, modes: list[str]) -> dict:
    from ports.pinyin import pinyin_of

    return {
        "name_zh": row["name_zh"],
        "name_en": row["name_en"],
        "pinyin": pinyin_of(row["name_zh"]),
        "country": _country(row, modes),
        "counterpart_zh": "、".join(row.parts("counterpart_zh")),
        "counterpart_en": ", ".join(row.parts("counterpart_en")),
        "prefecture_zh": row["prefecture_zh"],
        "prefecture_en": row["prefecture_en"],
        "county_zh": row["county_zh"],
        "county_en": row["county_en"],
        "latitude": number_in(row, "lat", Decimal),
        "longitude": number_in(row, "lon", Decimal),
        "point_type": row["point_type"],
        "border_latitude": number_in(row, "border_lat", Decimal),
        "border_longitude": number_in(row, "border_lon", Decimal),
        "year_approved": year_in(row, "year_approved"),
        "year_opened": year_in(row, "year_opened"),
        "elevation": number_in(row, "elevation_m"),
        "border_elevation": number_in(row, "border_elevation_m"),
        "introduction_zh": row["facts_zh"],
        "introduction_en": row["facts_en"],
    }


def _import_aliases(port: Port, row: Row) -> list[str]:
    known = set(port.aliases.values_list("text", flat=True))
    new = [text for text in row.parts("name_en_variants") if text not in known]
    for text in new:
        alias = Alias(port=port, text=text)
        alias.full_clean()
        alias.save()
    return ["name_en_variants"] if new else []


def _import_citations(port: Port, row: Row) -> list[str]:
    changes = []
    known = {citation.subject: citation for citation in port.citations.prefetch_related("sources")}
    for subject in Citation.Subject.values:
        confidence = one_of(row, f"{subject}_conf", Confidence, required=False)
        codes = row.parts(f"{subject}_src")
        if not confidence:
            if codes:
                raise Refused(
                    _("%(column)s: sources without a confidence.") % {"column": f"{subject}_src"}
                )
            continue
        citation = known.get(subject) or Citation(port=port, subject=subject)
        values = {"confidence": confidence, "note_en": row[f"{subject}_note"]}
        # The Chinese note stands in a column of the project's own form; other files keep ours.
        if f"{subject}_note_zh" in row.cells or not citation.note_zh:
            values["note_zh"] = row[f"{subject}_note_zh"]
        outcome = _store(citation, **values)[0]
        before = set() if outcome == "added" else {source.code for source in citation.sources.all()}
        if before != set(codes):
            citation.sources.set(sources_of(codes))
            outcome = "changed"
        if outcome != "unchanged":
            changes.append(f"{subject}_conf/src/note")
    return changes


def _services_that_follow(row: Row, modes: list[str]) -> dict[tuple[str, str], int]:
    """Freight and passengers of each mode, freight alone of a pipeline, and what each counts."""
    units = _official_units(row, modes)
    return {
        (mode, traffic): units[mode]
        for mode in modes
        for traffic in Traffic.values
        if (mode, traffic) != (Mode.PIPELINE, Traffic.PASSENGER)
    }


def _services_named(row: Row) -> dict[tuple[str, str], int]:
    """The services of a cell such as road/freight/1|road/passenger/1."""
    found = {}
    for part in row.parts("services"):
        mode, _slash, rest = part.partition("/")
        traffic, _slash, units = rest.partition("/")
        if mode not in Mode or traffic not in Traffic or not re.fullmatch("[0-9]", units):
            raise Refused(_("services: “%(value)s” is not like road/freight/1.") % {"value": part})
        found[mode, traffic] = int(units)
    return found


def _import_services(
    port: Port, wanted: dict[tuple[str, str], int], changes: list[str]
) -> list[Service]:
    known = {(service.mode, service.traffic): service for service in port.services.all()}
    services = []
    for (mode, traffic), units in wanted.items():
        service = known.get((mode, traffic)) or Service(port=port, mode=mode, traffic=traffic)
        if _store(service, official_units=units)[0] != "unchanged":
            changes.append(f"{mode} {traffic}")
        services.append(service)
    return services


def _import_baseline(row: Row, services: list[Service], regime: str, changes: list[str]) -> None:
    """The regime of April 2022 for every service but pipelines, the state for freight alone."""
    answer = row["freight_open_apr2022"]
    if answer and answer not in STATE_REASON:
        raise Refused(
            _("%(column)s: “%(value)s” is unknown; one of %(choices)s is meant.")
            % {
                "column": "freight_open_apr2022",
                "value": answer,
                "choices": ", ".join(STATE_REASON),
            }
        )
    if not regime and not answer:
        return
    confidence = one_of(row, "regime_conf", Confidence)
    until = None
    if row["freight_until"]:
        until = instant_in(row, "freight_until", "day")[1]
    sources = sources_of(row.parts("regime_src"))
    totals = sources_of([TOTALS_SOURCE])
    for service in services:
        if service.mode == Mode.PIPELINE:
            continue
        if regime:
            change = RegimeChange(
                service=service,
                since=REGIME_SINCE,
                regime=regime,
                confidence=confidence,
                **REGIME_REASON,
            )
            if add_to_history(change, sources, same_sources=False) != "unchanged":
                changes.append("regime_apr2022")
        if answer and service.traffic == Traffic.FREIGHT:
            change = StatusChange(
                service=service,
                since=STATE_SINCE,
                since_precision="day",
                until=until,
                action=Action.BASELINE,
                state=State.CLOSED if answer == "no" else State.OPEN,
                is_inferred=True,
                confidence=Confidence.LOW if answer == "disputed" else Confidence.MEDIUM,
                **STATE_REASON[answer],
            )
            together = list(dict.fromkeys(totals + sources))
            if add_to_history(change, together, same_sources=False) != "unchanged":
                changes.append("freight_open_apr2022")


# Histories


def add_to_history(change, sources: list[Source], *, same_sources: bool = True) -> str:
    """Adds a row to a history unless its newest version already says the same.

    A version is known by service, since and action (a regime change by service and since) and,
    with `same_sources`, by the codes of its sources. Returns "added", "unchanged", or "changed"
    where an older version stays and this row corrects it.
    """
    change.full_clean()
    compared = [
        field.attname
        for field in change._meta.concrete_fields
        if field.name not in {"id", "recorded_at", "recorded_by", "reason", "corrects"}
    ]
    versions = type(change).objects.filter(service=change.service, since=change.since)
    if isinstance(change, StatusChange):
        versions = versions.filter(action=change.action)
    codes = {source.code for source in sources}
    outcome = "added"
    for version in versions.order_by("-recorded_at", "-pk").prefetch_related("sources"):
        version_codes = {source.code for source in version.sources.all()}
        if same_sources and version_codes != codes:
            continue
        same = version_codes == codes and all(
            _unempty(getattr(version, name)) == _unempty(getattr(change, name)) for name in compared
        )
        if same:
            return "unchanged"
        outcome = "changed"
        break
    change.save()
    change.sources.set(sources)
    return outcome


# Events

EVENT_COLUMNS = frozenset(
    [
        "date",
        "date_precision",
        "port_slug",
        "action",
        "traffic",
        "note_zh",
        "note_en",
        "source_id",
        "source",
        "confidence",
    ]
)
REGIME_CHANGE = "regime_change"

REGIME_WORD = re.compile(
    r"(?P<negated>(?:不再|取消|停止|终止|结束|并非|不是|未)[^，。；]{0,8})?(?P<word>常年|季节)"
)


def regime_told(text: str) -> str | None:
    """The regime that a Chinese note of a change gives as the new one, the last it mentions.

    None where the note mentions none, or says of the last that it ended.
    """
    found = list(REGIME_WORD.finditer(text))
    if not found or found[-1]["negated"]:
        return None
    return Regime.PERENNIAL if found[-1]["word"] == "常年" else Regime.SEASONAL


class EventImport:
    """Imports the rows of one file of events; remembers what its rows have said so far."""

    def __init__(self):
        self.told = {}

    def __call__(self, row: Row) -> tuple[str, str]:
        services = self._services(row)
        action = one_of(row, "action", [*Action.values, REGIME_CHANGE])
        confidence = one_of(row, "confidence", Confidence)
        if not row["note_zh"] or not row["note_en"]:
            raise Refused(_("The note must be written in both languages."))
        since, end = self._since(row)
        until = self._until(row, action, since, end)
        codes = row.parts("source_id")
        if not codes and not row["source"]:
            raise Refused(_("The source is missing."))
        sources = sources_of(codes)

        outcomes = []
        for service in services:
            values = {
                "service": service,
                "since": since,
                "confidence": confidence,
                "source_text": row["source"],
                "reason_zh": row["note_zh"],
                "reason_en": row["note_en"],
            }
            if action == REGIME_CHANGE:
                regime = regime_told(row["note_zh"])
                if regime is None:
                    raise Refused(_("The Chinese note does not say which regime is the new one."))
                change = RegimeChange(regime=regime, **values)
                says = regime
            else:
                change = StatusChange(
                    action=action,
                    state=STATES_AFTER[action][0],
                    limitation=(
                        Limitation.TEMPORARY if action == Action.OPENED_TEMPORARILY else ""
                    ),
                    until=until,
                    since_precision=row["date_precision"],
                    **values,
                )
                says = change.state
            self._agree(row, service, since, action, says, frozenset(codes))
            outcomes.append(add_to_history(change, sources))
        for outcome in ("changed", "added"):
            if outcome in outcomes:
                return outcome, row["action"]
        return "unchanged", row["action"]

    @staticmethod
    def _services(row: Row) -> list[Service]:
        port = Port.objects.filter(slug=row["port_slug"]).first()
        if port is None:
            raise Refused(_("No port has the slug “%(slug)s”.") % {"slug": row["port_slug"]})
        traffics = row.parts("traffic")
        if not traffics or [traffic for traffic in traffics if traffic not in Traffic]:
            raise Refused(
                _("%(column)s: “%(value)s” is unknown; one of %(choices)s is meant.")
                % {
                    "column": "traffic",
                    "value": row["traffic"],
                    "choices": ", ".join(Traffic.values),
                }
            )
        services = port.services.filter(traffic__in=traffics)
        mode = one_of(row, "mode", Mode, required=False)
        services = services.filter(mode=mode) if mode else services.exclude(mode=Mode.PIPELINE)
        services = list(services.select_related("port"))
        if {service.traffic for service in services} != set(traffics):
            raise Refused(
                _("The port has no such service: %(mode)s %(traffic)s.")
                % {"mode": mode, "traffic": row["traffic"]}
            )
        return services

    @staticmethod
    def _since(row: Row) -> tuple[datetime, datetime]:
        precision = row["date_precision"]
        one_of(row, "date_precision", ["instant", "day", "month"])
        since, end = instant_in(row, "date", precision)
        if since > timezone.now():
            raise Refused(
                _("%(column)s: %(value)s lies in the future.")
                % {"column": "date", "value": row["date"]}
            )
        if since.year < 1900:
            raise Refused(
                _("%(column)s: “%(value)s” lies before 1900.")
                % {"column": "date", "value": row["date"]}
            )
        return since, end

    @staticmethod
    def _until(row: Row, action: str, since: datetime, end: datetime) -> datetime | None:
        """The end of the last day named; a temporary opening without one ends with its date."""
        if not row["until"]:
            return end if action == Action.OPENED_TEMPORARILY else None
        if action in {Action.STATUS, REGIME_CHANGE}:
            raise Refused(_("Only a state can end; leave “until” empty."))
        until = instant_in(row, "until", "day")[1]
        if until <= since:
            raise Refused(_("until: %(value)s lies before the date.") % {"value": row["until"]})
        return until

    def _agree(self, row, service, since, action, says, codes) -> None:
        """Refuses a second row for one event, and two states from the same instant.

        Of two states from one instant the one recorded last would hold, and a corrected note of
        the other would turn it round; the file must say which came first, to the minute.
        """
        history = REGIME_CHANGE if action == REGIME_CHANGE else "status"
        event = (service.pk, since, action, codes)
        if first := self.told.get(event):
            raise Refused(_("The same event stands already in row %(number)d.") % {"number": first})
        moment = (history, service.pk, since)
        if says:
            number, said = self.told.get(moment, (row.number, says))
            if said != says:
                raise Refused(
                    _("Row %(number)d gives another state from the same instant.")
                    % {"number": number}
                )
            self.told[moment] = (number, said)
        self.told[event] = row.number


# Histories as they are published

HISTORY_COLUMNS = frozenset(
    [
        "id",
        "kind",
        "port_slug",
        "mode",
        "traffic",
        "since",
        "since_precision",
        "until",
        "action",
        "state",
        "limitation",
        "regime",
        "reason_zh",
        "reason_en",
        "source_ids",
        "source_text",
        "confidence",
        "is_inferred",
        "recorded_at",
        "corrects",
    ]
)
HISTORY_PARAGRAPHS = frozenset({"reason_zh", "reason_en"})


class HistoryImport:
    """Imports the rows of the published status file, with the times at which they were recorded.

    A row is known by its service, start, action (or regime) and time of recording; one that is on
    record stays as it is. `corrects` names another row of the file by its id.
    """

    def __init__(self):
        self.rows = {}

    def __call__(self, row: Row) -> tuple[str, str]:
        kind = one_of(row, "kind", ["status", "regime"])
        service = (
            Service.objects.select_related("port")
            .filter(port__slug=row["port_slug"], mode=row["mode"], traffic=row["traffic"])
            .first()
        )
        if service is None:
            raise Refused(
                _("The port has no such service: %(mode)s %(traffic)s.")
                % {"mode": row["mode"], "traffic": row["traffic"]}
            )
        corrects = None
        if row["corrects"]:
            corrects = self.rows.get(row["corrects"])
            if corrects is None:
                raise Refused(
                    _("corrects: no row before this one has the id “%(value)s”.")
                    % {"value": row["corrects"]}
                )
        values = {
            "service": service,
            "since": exact_instant_in(row, "since"),
            "reason_zh": row["reason_zh"],
            "reason_en": row["reason_en"],
            "source_text": row["source_text"],
            "confidence": one_of(row, "confidence", Confidence),
            "is_inferred": one_of(row, "is_inferred", ["yes", "no"]) == "yes",
            "recorded_at": exact_instant_in(row, "recorded_at"),
        }
        if kind == "regime":
            change = RegimeChange(regime=one_of(row, "regime", Regime), **values)
            event = {"regime": change.regime}
        else:
            change = StatusChange(
                action=one_of(row, "action", Action),
                state=one_of(row, "state", State, required=False),
                limitation=one_of(row, "limitation", Limitation, required=False),
                since_precision=one_of(row, "since_precision", ["instant", "day", "month"]),
                until=exact_instant_in(row, "until") if row["until"] else None,
                **values,
            )
            event = {"action": change.action}
        if corrects is not None and type(corrects) is not type(change):
            raise Refused(_("corrects: the row named is of another kind."))
        change.corrects = corrects
        change.full_clean()
        taken = {known.pk for known in self.rows.values() if type(known) is type(change)}
        found = next(
            (
                known
                for known in type(change).objects.filter(
                    service=service,
                    since=change.since,
                    recorded_at=change.recorded_at,
                    **event,
                )
                if known.pk not in taken
            ),
            None,
        )
        if found is not None:
            self.rows[row["id"]] = found
            return "unchanged", row["kind"]
        change.save()
        change.sources.set(sources_of(row.parts("source_ids")))
        self.rows[row["id"]] = change
        return "added", row["kind"]


def exact_instant_in(row: Row, column: str) -> datetime:
    """The instant of a cell such as 2022-04-28T10:00:00+08:00."""
    try:
        instant = datetime.fromisoformat(row[column])
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise Refused(
            _("%(column)s: “%(value)s” is not an instant such as 2022-04-28T10:00:00+08:00.")
            % {"column": column, "value": row[column]}
        )
    return instant
