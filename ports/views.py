from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.public import public_page
from ports.board import board as board_at
from ports.board import end_of_day, lines_of
from ports.facts import facts_of, other_names, sources_of
from ports.forms import DayForm
from ports.history import timeline
from ports.models import Citation, Port, Service


@public_page
def board(request):
    """What is open now, or was at the end of the day `?on=` in Beijing time."""
    form = DayForm(request.GET if request.GET.get("on") else None)
    day = form.cleaned_data["on"] if form.is_valid() else None
    now = timezone.now()
    context = {
        "board": board_at(end_of_day(day), now) if day else board_at(now, now),
        "form": form,
        "day": day,
        "lies_ahead": bool(day) and day > timezone.localdate(now),
        "trail": [(_("Ports"), None)],
        "canonical_query": f"on={day.isoformat()}" if day else "",
    }
    return render(request, "ports/board.html", context, status=400 if form.errors else 200)


@public_page
def detail(request, slug):
    now = timezone.now()
    port = get_object_or_404(
        Port.objects.select_related("country").prefetch_related(
            "aliases",
            Prefetch("citations", Citation.objects.prefetch_related("sources")),
            Prefetch("services", Service.objects.as_of(now, now)),
        ),
        slug=slug,
    )
    history = timeline(port)
    return render(
        request,
        "ports/detail.html",
        {
            "port": port,
            "now": now,
            "lines": lines_of(port),
            "other_names": other_names(port),
            "facts": facts_of(port),
            "introduction": next(
                (item for item in port.citations.all() if item.subject == Citation.Subject.FACTS),
                None,
            ),
            "history": history,
            "sources": sources_of(port, history),
            "trail": [(_("Ports"), reverse("ports:board")), (port.name, None)],
        },
    )
