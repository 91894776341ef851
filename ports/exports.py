"""The addresses of the open data: one for both languages, open to scripts of other sites."""

from datetime import timedelta
from functools import wraps
from hashlib import sha256

from django.http import Http404, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

from ports import open_data
from ports.forms import DayForm, DaysForm
from ports.ics import calendar_file
from ports.open_data_schema import SCHEMA

JSON = "application/json; charset=utf-8"
GEOJSON = "application/geo+json; charset=utf-8"
CSV = "text/csv; charset=utf-8; header=present"
ICS = "text/calendar; charset=utf-8"
SCHEMA_TYPE = "application/schema+json; charset=utf-8"


class Wrong(Exception):
    """What was asked cannot be answered; the text is for the reader, in both languages."""


def open_data_view(content_type, name):
    """A view that returns the bytes of a file; GET and HEAD, with ETag and 304, for every origin.

    The tag is made of the bytes, so every process gives the same one. `name` is what the file is
    saved as; "{slug}" in it is the port's.
    """

    def decorate(view):
        def answer(request, *args, **kwargs):
            try:
                body, tag = view(request, *args, **kwargs)
            except Wrong as wrong:
                text = "text/plain; charset=utf-8"
                return HttpResponse(str(wrong), content_type=text, status=400)
            response = HttpResponse(body, content_type=content_type)
            response.headers["ETag"] = tag
            filename = name.format(**kwargs)
            response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
            return response

        revalidated = require_safe(conditional_page(answer))

        @wraps(view)
        def wrapped(request, *args, **kwargs):
            response = revalidated(request, *args, **kwargs)
            # On a 304 too, else a browser keeps the answer from the script that asked.
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = "ETag"
            response.headers["Cache-Control"] = "no-cache"
            response.headers["Content-Language"] = "zh-Hans, en"
            return response

        return wrapped

    return decorate


def tagged(body: bytes) -> tuple[bytes, str]:
    return body, f'"{sha256(body).hexdigest()[:32]}"'


def held_file(key, make):
    """A file of the present dataset, made once for as long as the dataset holds."""
    dataset, files = open_data.held.present()
    if key not in files:
        files[key] = tagged(make(dataset))
    return files[key]


def port_of(slug):
    port = open_data.held.present()[0].port(slug)
    if port is None:
        raise Http404("no such port")
    return port


def of_day(request, key, make):
    """The file of now, or of the day `?on=`."""
    if not request.GET.get("on"):
        return held_file(key, make)
    form = DayForm(request.GET)
    if not form.is_valid():
        raise Wrong(
            "on：请输入1900年至2100年之间的日期，格式为2022-04-30。\n"
            "on: enter a day between 1900 and 2100 in this form: 2022-04-30.\n"
        )
    dataset, _files = open_data.held.present()
    return tagged(make(dataset, form.cleaned_data["on"]))


@open_data_view(JSON, "ports.json")
def ports_json(request):
    def make(dataset, on=None):
        return open_data.as_json(open_data.ports_json(dataset, on))

    return of_day(request, "ports.json", make)


@open_data_view(GEOJSON, "ports.geojson")
def ports_geojson(request):
    def make(dataset, on=None):
        return open_data.as_json(open_data.ports_geojson(dataset, on))

    return of_day(request, "ports.geojson", make)


@open_data_view(CSV, "ports.csv")
def ports_csv(request):
    return of_day(request, "ports.csv", open_data.ports_csv)


@open_data_view(JSON, "{slug}.json")
def port_json(request, slug):
    port = port_of(slug)

    def make(dataset):
        return open_data.as_json(open_data.port_json(dataset, dataset.port(slug) or port))

    return held_file(("port.json", slug), make)


@open_data_view(ICS, "ports.ics")
def ports_ics(request):
    return held_file("ports.ics", calendar_file)


@open_data_view(ICS, "{slug}.ics")
def port_ics(request, slug):
    port = port_of(slug)
    return held_file(
        ("port.ics", slug), lambda dataset: calendar_file(dataset, dataset.port(slug) or port)
    )


@open_data_view(CSV, "status.csv")
def status_csv(request):
    return held_file("status.csv", open_data.status_csv)


@open_data_view(CSV, "sources.csv")
def sources_csv(request):
    return held_file("sources.csv", open_data.sources_csv)


@open_data_view(CSV, "calendar.csv")
def calendar_csv(request):
    """The days `?from=` to `?to=`, today and the 13 days after it unless given."""
    dataset, _files = open_data.held.present()
    form = DaysForm(request.GET)
    if not form.is_valid():
        raise Wrong(
            "from、to：请输入1900年至2100年之间的日期，格式为2022-04-30，最多366天。\n"
            "from, to: enter days between 1900 and 2100 in this form: 2022-04-30, "
            "at most 366 of them.\n"
        )
    first = form.cleaned_data["from"] or dataset.today
    last = form.cleaned_data["to"] or first + timedelta(days=open_data.DAYS_AHEAD - 1)
    return tagged(open_data.calendar_csv(dataset, first, last))


SCHEMA_FILE = tagged(open_data.as_json(SCHEMA))


@open_data_view(SCHEMA_TYPE, "schema.json")
def schema(request):
    return SCHEMA_FILE
