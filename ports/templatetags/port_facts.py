"""Days, numbers and languages as the port pages write them."""

import re
from datetime import timedelta

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.languages import HTML_CODES
from ports.calendar import BEIJING, Why
from ports.calendar_table import hours_of
from ports.models import Limitation, State

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


@register.filter
def short_day(value, seen_from=None):
    """A `<time>` with weekday, day and, where it is not midnight, the minute: Sat 4 Oct, 10:00.

    The year stands with it where it is not the one that it is `seen_from`.
    """
    local = value.astimezone(BEIJING) if hasattr(value, "tzinfo") else value
    other_year = seen_from is not None and local.year != seen_from.astimezone(BEIJING).year
    words = formats.date_format(
        local,
        pgettext("date format", "D j M Y") if other_year else pgettext("date format", "D j M"),
    )
    if not hasattr(value, "tzinfo") or (local.hour, local.minute) == (0, 0):
        return format_html('<time datetime="{}">{}</time>', local.strftime("%Y-%m-%d"), words)
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="minutes"),
        pgettext("date format", "%(day)s, %(time)s")
        % {"day": words, "time": local.strftime("%H:%M")},
    )


@register.filter
def day_of_month(value):
    """A day in the head of a table, as short as it can be said: 4 Oct."""
    return formats.date_format(value, pgettext("date format", "j M"))


@register.filter
def turn(situation, instant):
    """What comes next, in a few words: "opens Sat 4 Oct, 10:00"; "" where nothing is known."""
    if situation is None or situation.turn is None:
        return ""
    when = short_day(situation.turn.start, instant)
    is_midnight = situation.turn.start.astimezone(BEIJING).strftime("%H:%M") == "00:00"
    sentences = {
        State.OPEN: _("opens {}"),
        State.LIMITED: _("limited from {}"),
        State.CLOSED: _("closed from {}") if is_midnight else _("closes {}"),
        "unknown": _("nothing on record from {}"),
    }
    state = str(situation.turn.verdict.state)
    if state == State.OPEN and situation.state == State.LIMITED:
        return format_html(_("open without limits from {}"), when)
    return format_html(sentences[state], when)


@register.filter
def hours(day, zone=BEIJING):
    """The hours of a day in a zone: "10:00–20:00"."""
    return pgettext("list separator", ", ").join(hours_of(day, zone))


@register.filter
def why(situation):
    """Why a service is as it is where the calendar says so and not the history; else ""."""
    if situation.verdict is None:
        return ""
    return {
        Why.HOURS: _("outside its hours"),
        Why.WEEKDAY: _("not on this day of the week"),
        Why.SEASON: _("out of season"),
        Why.EXCEPTION: _("for this date"),
        Why.RULE: _("regular opening"),
    }.get(situation.verdict.why, "")


@register.filter
def day_in_words(day):
    """A day as it was known: "Open, 10:00–20:00"."""
    label = (
        State(str(day.state)).label
        if day.state != "unknown"
        else pgettext("state of a service", "Not on record")
    )
    limits = [Limitation(value).label for value in day.verdict.limitations]
    label = pgettext("list separator", ", ").join(map(str, [label, *limits]))
    if not day.verdict.is_open or day.is_whole:
        return label
    return _("%(state)s, %(hours)s") % {"state": label, "hours": hours(day)}


@register.filter
def with_pinyin(name, pinyin):
    """A Chinese name with its reading above each character, where it has one for each."""
    syllables = (pinyin or "").split()
    if len(syllables) != len(name):
        return name
    return format_html(
        "<ruby>{}</ruby>",
        format_html_join(
            "",
            '{}<rp>(</rp><rt lang="zh-Latn-pinyin">{}</rt><rp>)</rp>',
            zip(name, syllables, strict=True),
        ),
    )
