"""Days, numbers and languages as the port pages write them."""

import re
from datetime import timedelta

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import pgettext

from portal.languages import HTML_CODES

register = template.Library()

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@register.filter
def day(value, precision="day"):
    """A `<time>` with the day, month or minute that a date is known to, in Beijing time."""
    local = timezone.localtime(value) if hasattr(value, "tzinfo") else value
    if precision == "month":
        return format_html(
            '<time datetime="{}">{}</time>',
            local.strftime("%Y-%m"),
            formats.date_format(local, pgettext("date format", "F Y")),
        )
    if precision == "instant":
        return format_html(
            '<time datetime="{}">{}</time>',
            local.isoformat(timespec="minutes"),
            formats.date_format(local, pgettext("date format", "j F Y, H:i")),
        )
    return format_html(
        '<time datetime="{}">{}</time>',
        local.strftime("%Y-%m-%d"),
        plain_day(local),
    )


@register.filter
def plain_day(value):
    """A day in words alone, for titles."""
    local = timezone.localtime(value) if hasattr(value, "tzinfo") else value
    return formats.date_format(local, pgettext("date format", "j F Y"))


@register.filter
def last_day(value):
    """The last day before an end: what ends at midnight ended the day before."""
    return value - timedelta(microseconds=1)


@register.filter
def language_of(text):
    """The HTML code of the language that a citation's script shows: Chinese, else English."""
    return HTML_CODES["zh"] if HAN.search(text or "") else HTML_CODES["en"]


@register.filter
def is_address(text):
    """Whether a source's address can be followed; some are remarks."""
    return bool(re.fullmatch(r"https?://[^\s<>\"]+", text or ""))


@register.filter
def is_cited_date(text):
    """Whether a source's date is digits alone, which read the same in every language."""
    return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", text or ""))


@register.filter
def degrees(value, pole):
    """Decimal degrees with a hemisphere: 45.171° N. `pole` is "latitude" or "longitude"."""
    letters = {
        "latitude": (pgettext("latitude", "%(number)s° N"), pgettext("latitude", "%(number)s° S")),
        "longitude": (
            pgettext("longitude", "%(number)s° E"),
            pgettext("longitude", "%(number)s° W"),
        ),
    }
    return letters[pole][value < 0] % {"number": f"{abs(value).normalize():f}"}
