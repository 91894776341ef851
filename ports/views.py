from datetime import timedelta

from django.core.exceptions import BadRequest
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal import pdf
from portal.chrome import chrome_of
from portal.languages import content_language, in_language
from portal.pdf import qr
from portal.public import public_page
from ports import paper, structured_data
from ports.board import board as board_at
from ports.board import end_of_day, lines_of, present
from ports.calendar import FIRST_DAY, LAST_DAY, beijing_date
from ports.calendar_table import table
from ports.facts import facts_of, other_names, sources_of
from ports.forms import BoardForm, WeeksForm
from ports.history import timeline
from ports.models import Citation, Port, Service
from ports.schedule import Schedule
from ports.sketch import sketches

FARTHEST_ON_PAPER = timedelta(days=400)


@public_page
def board(request):
    """What is open now, or was on the day `?on=` in Beijing time; in parts, with filters."""
    now = timezone.now()
    day = BoardForm(request.GET).day
    whole = board_at(end_of_day(day), now, of_day=True) if day else present(chrome_of(request), now)
    form = BoardForm(
        request.GET,
        countries=[group.country for group in whole.groups],
        modes={line.mode for line in whole.lines},
    )
    form.is_valid()
    shown = whole.filtered(**form.filters)
    traffic = form.filters.get("traffic", "")
    context = {
        "board": shown,
        "form": form,
        "day": day,
        "lies_ahead": bool(day) and day > beijing_date(now),
        "traffic": traffic,
        "is_filtered": bool(form.filters),
        "shown": len({line.port.pk for line in shown.lines}),
        "total": len({line.port.pk for line in whole.lines}),
        "sketches": sketches(shown, traffic),
        "versions": whole.schedule.versions(day) if day else [],
        "recorded_later": len(whole.schedule.recorded_later(day)) if day else 0,
        "services": len(whole.schedule.services),
        "calendar_query": urlencode({"from": day.isoformat()}) if day else "",
        "trail": [(_("Ports"), None)],
        "canonical_query": urlencode({**({"on": day.isoformat()} if day else {}), **form.filters}),
    }
    return render(request, "ports/board.html", context, status=400 if form.errors else 200)


@public_page
def calendar(request):
    """All ports and the fourteen days from `?from=`, today unless given."""
    now = timezone.now()
    form = WeeksForm(request.GET)
    count = WeeksForm.DAYS
    typed = form.day
    first = typed or beijing_date(now)
    ports, schedule = _every_port(now)
    period = timedelta(days=count)
    context = {
        "form": form,
        "table": table(schedule, ports, first, count),
        "now": now,
        "first": first,
        "last": first + period - timedelta(days=1),
        "is_now": typed is None,
        "has_pdf": _is_near(first, now),
        "previous": max(first - period, FIRST_DAY) if first > FIRST_DAY else None,
        "next": first + period if first <= LAST_DAY - 2 * period else None,
        "trail": [(_("Ports"), reverse("ports:board")), (_("Calendar"), None)],
        "canonical_query": f"from={first.isoformat()}" if typed else "",
    }
    return render(request, "ports/calendar.html", context, status=400 if form.errors else 200)


@public_page
def calendar_pdf(request):
    """The same days as a document, within a year or so of today: who reads older ones has CSV."""
    now = timezone.now()
    form = WeeksForm(request.GET)
    if form.errors:
        raise BadRequest("no such day")
    typed = form.day
    first = typed or beijing_date(now)
    if not _is_near(first, now):
        raise Http404("no document of these days")
    ports, schedule = _every_port(now)
    origin, path = pdf.origin_of(request), reverse("ports:calendar")
    if typed:
        path += f"?from={typed.isoformat()}"
    document = paper.calendar_document(
        schedule, ports, first, chrome_of(request), origin, origin + path
    )
    name = f"ports-{first.isoformat()}-{content_language(get_language())}"
    return pdf.answer(request, document, name, path)


def _every_port(now):
    """(all ports, the schedule of their services)"""
    ports = Port.objects.select_related("country").prefetch_related("services")
    return ports, Schedule.of([each for port in ports for each in port.services.all()], now)


def _is_near(day, now):
    return abs(day - beijing_date(now)) <= FARTHEST_ON_PAPER


def _port(slug, now):
    return get_object_or_404(
        Port.objects.select_related("country").prefetch_related(
            "aliases",
            Prefetch("citations", Citation.objects.prefetch_related("sources")),
            Prefetch("services", Service.objects.as_of(now, now)),
        ),
        slug=slug,
    )


@public_page
def detail_pdf(request, slug):
    now = timezone.now()
    port = _port(slug, now)
    schedule = Schedule.of(port.services.all(), now)
    document = paper.port_document(port, schedule, chrome_of(request), pdf.origin_of(request))
    name = f"{slug}-{content_language(get_language())}"
    return pdf.answer(request, document, name, port.get_absolute_url())


@public_page
def board_qr(request):
    return qr.answer(request.build_absolute_uri(reverse("ports:board")))


@public_page
def calendar_qr(request):
    return qr.answer(request.build_absolute_uri(reverse("ports:calendar")))


@public_page
def detail_qr(request, slug):
    port = get_object_or_404(Port, slug=slug)
    return qr.answer(request.build_absolute_uri(port.get_absolute_url()))


@public_page
def detail(request, slug):
    now = timezone.now()
    port = _port(slug, now)
    history = timeline(port)
    schedule = Schedule.of(port.services.all(), now)
    calendar_address = request.build_absolute_uri(reverse("open_data:port_ics", args=[slug]))
    return render(
        request,
        "ports/detail.html",
        {
            "port": port,
            "now": now,
            "lines": lines_of(port, schedule, now),
            "days": table(schedule, [port], beijing_date(now), WeeksForm.DAYS),
            # The name with its reading stands in the heading of one language, below it in another.
            "name_zh": in_language(port, "name", "zh"),
            "is_chinese": content_language(get_language()) == "zh",
            "other_names": other_names(port),
            "facts": facts_of(port),
            "introduction": next(
                (item for item in port.citations.all() if item.subject == Citation.Subject.FACTS),
                None,
            ),
            "history": history,
            "sources": sources_of(port, history),
            "webcal": "webcal:" + calendar_address.partition(":")[2],
            "trail": [(_("Ports"), reverse("ports:board")), (port.name, None)],
            "described": [structured_data.place(port, request.build_absolute_uri)],
        },
    )
