"""A port, and the calendar of all ports, as PDFs.

They speak of the instant since which everything in them has been as it is, not of the time of the
request, so there is a new document when a state turns, a day begins or a record is added.
"""

from datetime import date, datetime, timedelta

from django.utils.translation import get_language

from portal.languages import HTML_CODES, content_language, in_language
from portal.pdf import Document, qr
from ports.board import lines_of
from ports.calendar import DAY, beijing_date, midnight
from ports.calendar_table import table
from ports.facts import facts_of, other_names, sources_of
from ports.forms import WeeksForm
from ports.history import timeline
from ports.models import Port
from ports.schedule import Schedule


def held_since(schedule: Schedule) -> datetime:
    """The last instant at which the day began, a state turned or something was recorded.

    As known at the schedule's own instant. Two queries.
    """
    now = schedule.known_at
    start = midnight(beijing_date(now))
    rows = [*schedule.rows.values(), *schedule.exception_rows.values()]
    instants = [row.recorded_at for row in rows]
    for service in schedule.services:
        spells = schedule[service].spells(start, midnight(beijing_date(now) + DAY))
        instants += [spell.start for spell in spells]
    return max([start, *(instant for instant in instants if instant <= now)])


def port_document(port: Port, schedule: Schedule, chrome, origin: str) -> Document:
    """A port in the active language; it and the schedule as `ports.views.detail` reads them."""
    since = held_since(schedule)
    history = timeline(port)
    address = origin + port.get_absolute_url()
    context = {
        **_about(chrome, address, since),
        "port": port,
        "lines": lines_of(port, schedule, since),
        "days": table(schedule, [port], beijing_date(since), WeeksForm.DAYS),
        "other_names": other_names(port),
        "facts": facts_of(port),
        "history": history,
        "sources": sources_of(port, history),
        "pinyin": port.pinyin if in_language(port, "name", "zh") else "",
    }
    return Document("pdf/port.html", context, origin, {"qr.svg": qr.svg(address)})


def calendar_document(
    schedule: Schedule, ports, first: date, chrome, origin: str, address: str
) -> Document:
    """All ports on fourteen days in the active language, read as `ports.views.calendar` does."""
    context = {
        **_about(chrome, address, held_since(schedule)),
        "table": table(schedule, ports, first, WeeksForm.DAYS),
        "first": first,
        "last": first + timedelta(days=WeeksForm.DAYS - 1),
    }
    return Document("pdf/calendar.html", context, origin, {"qr.svg": qr.svg(address)})


def _about(chrome, address, since):
    return {
        "html_language": HTML_CODES[content_language(get_language())],
        "identity": chrome.identity,
        "address": address,
        "created": since,
        "modified": since,
        "since": since,
    }
