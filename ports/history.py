"""A port's history as it is read: events of several services together, corrections applied."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ports.models import Action, Mode, Port, RegimeChange, Service, Source, StatusChange, Traffic


@dataclass(frozen=True)
class Entry:
    """One event of a port's history. `corrected_at` is None where it was never corrected."""

    since: datetime
    precision: str
    until: datetime | None
    title: str
    change: StatusChange | RegimeChange
    services: list[Service]
    sources: list[Source]
    corrected_at: datetime | None

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
    """Every event of a port, newest first, in its newest version. Five queries.

    Of rows that share service, instant, action and sources the one recorded last is shown: the
    others it corrects. Reports of different sources both stand. Rows of several services that say
    the same are one entry.
    """
    services = {service.pk: service for service in port.services.all()}
    changes = [
        *StatusChange.objects.filter(service__in=services).prefetch_related("sources"),
        *RegimeChange.objects.filter(service__in=services).prefetch_related("sources"),
    ]
    changes.sort(key=lambda change: (change.recorded_at, change.pk))
    versions = {}
    for change in changes:
        versions.setdefault(_event(change), []).append(change)
    together = {}
    for rows in versions.values():
        together.setdefault(_content(rows[-1]), []).append(rows)
    entries = [_entry(found, services) for found in together.values()]
    return sorted(
        entries,
        key=lambda entry: (entry.since, entry.change.recorded_at, entry.change.pk),
        reverse=True,
    )


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


def _content(change) -> tuple:
    return (
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


def _entry(found: list[list], services: dict[int, Service]) -> Entry:
    newest = [rows[-1] for rows in found]
    change = newest[-1]
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
    )
