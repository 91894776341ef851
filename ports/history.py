"""A port's history as it is read: events of several services together, corrections applied."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ports.models import Action, Mode, Port, RegimeChange, Service, Source, StatusChange, Traffic


@dataclass(frozen=True)
class Entry:
    """One event of a port's history. `corrected_at` is None where it was never corrected.

    `change` is the newest version, `first` the one recorded first. A withdrawn event never
    happened, as we know now: `withdrawn_because` is the row that says so. `contradicted_by` are
    the entries of other sources that report the same turn of another day.
    """

    since: datetime
    precision: str
    until: datetime | None
    title: str
    change: StatusChange | RegimeChange
    services: list[Service]
    sources: list[Source]
    corrected_at: datetime | None
    first: StatusChange | RegimeChange = None
    withdrawn_because: StatusChange | None = None
    # Every version of it, of all its services, by primary key.
    rows: list[int] = field(default_factory=list, compare=False, repr=False)
    # The newest version of it of each of its services.
    said: list = field(default_factory=list, compare=False, repr=False)
    contradicted_by: list["Entry"] = field(default_factory=list, compare=False, repr=False)

    @property
    def is_observation(self) -> bool:
        return getattr(self.change, "action", None) == Action.STATUS

    @property
    def services_label(self) -> str:
        """Which services it speaks of: "Freight, Passengers (Road)"."""
        traffics = [label for value, label in Traffic.choices if value in self._values("traffic")]
        modes = [label for value, label in Mode.choices if value in self._values("mode")]
        return _("%(traffics)s (%(modes)s)") % {
            "traffics": pgettext("list separator", ", ").join(map(str, traffics)),
            "modes": pgettext("list separator", ", ").join(map(str, modes)),
        }

    def _values(self, name):
        return {getattr(service, name) for service in self.services}


def timeline(port: Port) -> list[Entry]:
    """Every event of a port, newest first, in its newest version. Five queries."""
    return timelines([port])[0][1]


def timelines(ports: list[Port]) -> list[tuple[Port, list[Entry]]]:
    """Each port with its events, newest first, in their newest version. Five queries in all.

    Of rows that share service, instant, action and sources the one recorded last is shown: the
    others it corrects, as does a row that names another. Reports of different sources both stand.
    Rows of several services that say the same are one entry.
    """
    services = {service.pk: service for port in ports for service in port.services.all()}
    changes = [
        *StatusChange.objects.filter(service__in=services).prefetch_related("sources"),
        *RegimeChange.objects.filter(service__in=services).prefetch_related("sources"),
    ]
    of_ports = {port.pk: [] for port in ports}
    for change in changes:
        of_ports[services[change.service_id].port_id].append(change)
    return [
        (
            port,
            sorted(
                entries_of(of_ports[port.pk], services),
                key=lambda entry: (entry.since, entry.change.recorded_at, entry.change.pk),
                reverse=True,
            ),
        )
        for port in ports
    ]


def contradictions(changes: list, services: dict[int, Service]) -> dict:
    """The rows of a port's histories that contradict others: row -> the others, oldest first.

    Of each event and service the newest version stands for all; see `_mark_contradictions`. No
    query where the rows come with their sources.
    """
    found = {}
    for entry in entries_of(changes, services):
        for row in entry.said if entry.contradicted_by else ():
            found[row] = sorted(
                (
                    other
                    for contradicting in entry.contradicted_by
                    for other in contradicting.said
                    if other.service_id == row.service_id
                ),
                key=lambda other: (other.since, other.recorded_at, other.pk),
            )
    return {row: others for row, others in found.items() if others}


def entries_of(changes: list, services: dict[int, Service]) -> list[Entry]:
    """The events that rows of one port's histories tell, in no order; see `timeline`."""
    changes = sorted(changes, key=lambda change: (change.recorded_at, change.pk))
    versions, events = {}, {}
    for change in changes:
        event = events.get((type(change), change.corrects_id)) or _event(change)
        events[type(change), change.pk] = event
        versions.setdefault(event, []).append(change)
    together = {}
    for rows in versions.values():
        together.setdefault(_content(rows), []).append(rows)
    entries = [_entry(found, services) for found in together.values()]
    _mark_contradictions(entries)
    return entries


def _mark_contradictions(entries: list[Entry]) -> None:
    """Marks entries that cannot both be right about when something happened.

    Two entries of one service say that the same turn came on different days, from sources that
    are not the same, and nothing on record turned it back between them: what resumed in 2023 and
    was not suspended since cannot resume in 2024. An opening for a time, which ends by itself, and
    the end or start of a season, which come back each year, contradict nothing.
    """
    lasting = [
        entry
        for entry in entries
        if entry.withdrawn_because is None
        and entry.until is None
        and not entry.is_observation
        and getattr(entry.change, "action", None) not in REPEATED
    ]
    turns = [
        entry for entry in entries if entry.withdrawn_because is None and not entry.is_observation
    ]
    for service in {
        service.pk: service for entry in entries for service in entry.services
    }.values():
        for kind in (StatusChange, RegimeChange):
            own = sorted(
                (
                    entry
                    for entry in turns
                    if isinstance(entry.change, kind) and service in entry.services
                ),
                key=lambda entry: entry.since,
            )
            for one, other in pairwise(own):
                if (
                    one in lasting
                    and other in lasting
                    and one.since != other.since
                    and _turn(one.change) == _turn(other.change)
                    and _source(one.change) != _source(other.change)
                    and one not in other.contradicted_by
                ):
                    one.contradicted_by.append(other)
                    other.contradicted_by.append(one)


# What comes back by itself, and what no source dates.
REPEATED = {
    Action.BASELINE,
    Action.SUSPENDED,
    Action.OPENED_TEMPORARILY,
    Action.OPENED_SEASON,
    Action.CLOSED_SEASON,
}


def _turn(change) -> str:
    return getattr(change, "action", None) or change.regime


def _codes(change) -> frozenset:
    return frozenset(source.code for source in change.sources.all())


def _source(change):
    # What an officer typed tells sources apart only where none is on record.
    return _codes(change) or change.source_text


def _event(change) -> tuple:
    action = getattr(change, "action", "regime")
    if action == Action.BASELINE:
        return (type(change), change.service_id, change.since, action)
    return (type(change), change.service_id, change.since, action, _source(change))


def _content(rows) -> tuple:
    change = _said(rows)
    return (
        change is rows[-1],
        type(change),
        change.since,
        getattr(change, "action", None) or change.regime,
        getattr(change, "state", None),
        getattr(change, "limitation", None),
        getattr(change, "until", None),
        change.confidence,
        change.is_inferred,
        change.reason_zh,
        change.reason_en,
        _source(change),
    )


def _said(rows):
    """The newest version that says something: a withdrawal says that the one before never held."""
    if _is_withdrawal(rows[-1]) and len(rows) > 1:
        return next((row for row in reversed(rows) if not _is_withdrawal(row)), rows[-1])
    return rows[-1]


def _is_withdrawal(row) -> bool:
    return row.corrects_id is not None and getattr(row, "action", "") == Action.STATUS


def _entry(found: list[list], services: dict[int, Service]) -> Entry:
    newest = [_said(rows) for rows in found]
    change = newest[-1]
    last = found[-1][-1]
    corrected = [rows[-1].recorded_at for rows in found if len(rows) > 1]
    if isinstance(change, RegimeChange):
        title = _("Regime: %(regime)s") % {"regime": change.get_regime_display()}
    elif change.action == Action.BASELINE:
        title = _("%(state)s when the record begins") % {"state": change.get_state_display()}
    else:
        title = change.get_action_display()
    return Entry(
        since=change.since,
        precision=getattr(change, "since_precision", "day"),
        until=getattr(change, "until", None),
        title=title,
        change=change,
        services=[services[row.service_id] for row in newest],
        sources=sorted(change.sources.all(), key=lambda source: source.code),
        corrected_at=max(corrected, default=None),
        first=found[0][0],
        withdrawn_because=None if last is change else last,
        rows=[row.pk for rows in found for row in rows if isinstance(row, StatusChange)],
        said=newest,
    )
