"""The pages of the holiday grid in the admin: one for choosing, typing and saving, one that reads
a pasted table for the page's script.
"""

import json
from collections import Counter
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST

from portal.languages import HTML_CODES, content_language
from portal.text import clean_line
from ports import table_reading
from ports.announcement import SEASONAL, Both
from ports.calendar import beijing_date
from ports.forms import DayField
from ports.grid import (
    BOTH,
    MESSAGES,
    MOST_CELLS,
    MOST_DAYS,
    SUGGESTIONS,
    Grid,
    message_of,
    save,
)
from ports.models import Mode, Traffic

# A summary that nobody reads to its end helps nobody; the cells carry their own reasons.
FAULTS_SHOWN = 100
MOST_BYTES = 2_000_000


class WhichForm(forms.Form):
    """Which grid, from the address: `?from=2025-10-01&to=2025-10-08&mode=road&traffic=both`."""

    mode = forms.ChoiceField(choices=Mode.choices, label=gettext_lazy("Mode"))
    traffic = forms.ChoiceField(
        choices=[(BOTH, gettext_lazy("Freight and passengers")), *Traffic.choices],
        label=gettext_lazy("Traffic"),
    )
    everyone = forms.BooleanField(
        required=False, label=gettext_lazy("Also ports that are not in service")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="which-%s", label_suffix="", **kwargs)
        mode, traffic, everyone = (self.fields.pop(name) for name in list(self.fields))
        # "from" is a word of Python's own, so the fields are not attributes of the class.
        for name, label in (
            ("from", pgettext_lazy("first day", "From")),
            ("to", pgettext_lazy("last day", "To")),
        ):
            self.fields[name] = DayField(
                required=True,
                label=label,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
        self.fields.update(mode=mode, traffic=traffic, everyone=everyone)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and last < first:
            self.add_error("to", _("The last day must not come before the first."))
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("to", _("A grid has at most %(count)d days.") % {"count": MOST_DAYS})
        return cleaned

    @property
    def which(self) -> dict:
        """The arguments of `ports.grid.Grid`."""
        data = self.cleaned_data
        return {
            "first": data["from"],
            "last": data["to"],
            "mode": data["mode"],
            "traffic": data["traffic"],
            "everyone": data["everyone"],
        }

    @property
    def query(self) -> str:
        data = self.cleaned_data
        found = {
            "from": data["from"].isoformat(),
            "to": data["to"].isoformat(),
            "mode": data["mode"],
            "traffic": data["traffic"],
        }
        return urlencode({**found, **({"everyone": "on"} if data["everyone"] else {})})


class WhyForm(forms.Form):
    """Why and where from, of all cells that one save changes."""

    reason_zh = forms.CharField(
        max_length=200,
        label=gettext_lazy("Reason, Chinese"),
        widget=forms.TextInput(attrs={"lang": HTML_CODES["zh"], "list": "reasons-zh"}),
    )
    reason_en = forms.CharField(
        max_length=200,
        label=gettext_lazy("Reason, English"),
        widget=forms.TextInput(attrs={"lang": HTML_CODES["en"], "list": "reasons-en"}),
    )
    source = forms.CharField(
        max_length=600,
        required=False,
        label=gettext_lazy("Source"),
        widget=forms.TextInput(),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="why-%s", label_suffix="", **kwargs)

    def clean_reason_zh(self):
        return clean_line(self.cleaned_data["reason_zh"])

    def clean_reason_en(self):
        return clean_line(self.cleaned_data["reason_en"])


def reason_value(reason) -> str:
    """A pair of reasons as the value of a choice."""
    return json.dumps(list(reason), ensure_ascii=False)


def reasons_of(data, slugs) -> dict[str, tuple[str, str]]:
    """The reasons that rows of the grid have for themselves, from `why.{slug}`."""
    found = {}
    for slug in slugs:
        try:
            pair = json.loads(data.get(f"why.{slug}") or "null")
        except (ValueError, RecursionError):
            continue
        if (
            isinstance(pair, list)
            and len(pair) == 2
            and all(isinstance(part, str) and 0 < len(part) <= 200 for part in pair)
        ):
            found[slug] = tuple(clean_line(part) for part in pair)
    return found


def text_of(upload) -> str | None:
    """An uploaded table as text, UTF-8 or what Chinese Excel writes; None for what is no text."""
    if upload.size > MOST_BYTES:
        return None
    data = upload.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


class GridAdminMixin:
    """Adds the grid to the admin of exception days; for those who may add them."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("grid/", view(self.grid_view), name="ports_exceptionday_grid"),
            path(
                "grid/read/",
                view(require_POST(self.grid_read_view)),
                name="ports_exceptionday_grid_read",
            ),
            *super().get_urls(),
        ]

    def grid_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        posted = request.method == "POST"
        data = request.POST if posted else request.GET
        if "from" not in data:
            return self._grid_page(request, WhichForm(initial=self._first_choice()), None)
        form = WhichForm(data)
        if not form.is_valid():
            return self._grid_page(request, form, None, status=HTTPStatus.BAD_REQUEST)
        if posted:
            return self._grid_posted(request, form)
        grid = Grid(**form.which)
        reason, source = grid.suggested()
        why = WhyForm(initial={"reason_zh": reason.zh, "reason_en": reason.en, "source": source})
        return self._grid_page(request, form, grid, why, reason=reason)

    def grid_read_view(self, request):
        """A pasted table as JSON: what the cells become, and what was refused, with reasons."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = WhichForm(request.POST)
        if not form.is_valid():
            return JsonResponse({"error": _("Choose the days first.")}, status=400)
        grid = Grid(**form.which)
        start = tuple(
            int(place) if place.isascii() and place.isdigit() and len(place) < 5 else 0
            for place in (request.POST.get("row", ""), request.POST.get("column", ""))
        )
        reading = grid.read(request.POST.get("table", ""), start)
        return JsonResponse(
            {
                "cells": [
                    [slug, day.isoformat(), state] for (slug, day), state in reading.cells.items()
                ],
                "faults": [
                    [fault.slug, fault.day.isoformat() if fault.day else None, message_of(fault)]
                    for fault in reading.faults
                ],
                "summary": self._fault_lines(grid, reading.faults),
                "refused": self._refused(reading.faults),
                "reason": reading.reason,
                "reasons": reading.reasons,
                "source": reading.source,
            }
        )

    # Steps

    @staticmethod
    def _first_choice():
        today = beijing_date(timezone.now())
        return {
            "from": today,
            "to": today + timedelta(days=7),
            "mode": Mode.ROAD,
            "traffic": BOTH,
        }

    def _grid_posted(self, request, form):
        data = request.POST
        why = WhyForm(data)
        if "_save" in data and why.is_valid():
            said = why.cleaned_data
            reason = Both(said["reason_zh"], said["reason_en"])
            reasons = reasons_of(data, _slugs(data))
            grid, written = save(data, request.user, reason, said["source"], reasons, **form.which)
            if not grid.faults:
                self._say_saved(request, written)
                return redirect(f"{reverse('admin:ports_exceptionday_grid')}?{form.query}")
            return self._grid_page(
                request,
                form,
                grid,
                why,
                reason=reason,
                status=HTTPStatus.CONFLICT
                if any(cell.is_conflict for _row, cell in grid.cells)
                else HTTPStatus.OK,
            )
        grid = Grid(**form.which)
        grid.take(data)
        for row in grid.rows:
            row.reason = reasons_of(data, [row.port.slug]).get(row.port.slug)
        said = {name: data.get(name, "") for name in why.fields}
        if "_read" in data:
            said |= self._read_into(request, grid, said)
        if "_save" not in data:
            # A preview asks for nothing yet.
            why = WhyForm(initial=said)
        reason = Both(clean_line(said["reason_zh"])[:200], clean_line(said["reason_en"])[:200])
        return self._grid_page(
            request,
            form,
            grid,
            why,
            reason=reason,
            table=data.get("table", "") if grid.faults else "",
        )

    def _read_into(self, request, grid, said) -> dict:
        """Lays the pasted or uploaded table into the grid; returns the reason and source it has."""
        text = request.POST.get("table", "")
        upload = request.FILES.get("file")
        if upload is not None:
            text = text_of(upload)
        if text is None:
            grid.faults.append(table_reading.Fault(table_reading.NOT_READ))
            return {}
        reading = grid.read(text)
        grid.lay(reading)
        found = {}
        if reading.reason:
            found |= dict(zip(("reason_zh", "reason_en"), reading.reason, strict=True))
            for row in grid.rows:
                own = reading.reasons.get(row.port.slug)
                if own and own != reading.reason:
                    row.reason = own
        if reading.source and not said["source"]:
            found["source"] = reading.source
        return found

    @staticmethod
    def _say_saved(request, written):
        if written:
            text = ngettext(
                "%(count)d cell was saved. Readers see it at once.",
                "%(count)d cells were saved. Readers see them at once.",
                written,
            )
            messages.success(request, text % {"count": written})
        else:
            messages.info(request, _("Nothing had changed, so nothing was saved."))

    @staticmethod
    def _refused(faults) -> str:
        if not faults:
            return ""
        text = ngettext(
            "%(count)d cell was refused; the others stay as typed.",
            "%(count)d cells were refused; the others stay as typed.",
            len(faults),
        )
        return text % {"count": len(faults)}

    @staticmethod
    def _fault_lines(grid, faults) -> list[str]:
        """Each refused cell with its place, the first hundred; how many more there are of what."""
        names = {row.port.slug: str(row.port.name or row.port.slug) for row in grid.rows}
        days = dict(grid.columns)
        lines = []
        for fault in faults[:FAULTS_SHOWN]:
            place = []
            if fault.line:
                place.append(
                    _("line %(line)d, column %(column)d")
                    % {"line": fault.line, "column": fault.column}
                )
            if fault.slug:
                place.append(names[fault.slug])
            if fault.day in days:
                place.append(getattr(days[fault.day], content_language()))
            lines.append(
                _("%(place)s: %(reason)s")
                % {"place": " · ".join(place), "reason": message_of(fault)}
                if place
                else message_of(fault)
            )
        more = Counter(fault.code for fault in faults[FAULTS_SHOWN:])
        for code, count in more.most_common():
            reason = MESSAGES[code] % {"text": "…", "name": "…"}
            text = ngettext(
                "%(count)d more cell: %(reason)s", "%(count)d more cells: %(reason)s", count
            )
            lines.append(text % {"count": count, "reason": reason})
        return lines

    def _grid_page(self, request, which, grid, why=None, reason=None, table="", status=200):
        too_large = grid is not None and len(grid.rows) * len(grid.days) > MOST_CELLS
        notice = None
        if grid is not None and not too_large:
            notice = grid.notice(reason)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Holiday schedule"),
            "opts": self.opts,
            "which": which,
            "grid": None if too_large else grid,
            "too_large": too_large,
            "why": why,
            "table": table[: table_reading.LONGEST],
            "notice": notice,
            "language": content_language(),
            "changed": grid.changed if grid else 0,
            "refused": self._refused(grid.faults) if grid else "",
            "fault_lines": self._fault_lines(grid, grid.faults) if grid else [],
            "suggestions": SUGGESTIONS,
            "query": which.query if grid else "",
            "posts": request.user.has_perm("news.view_edition"),
            "row_reasons": self._row_reasons(grid) if grid else [],
            "stays_closed": self._stays_closed(grid) if grid and not too_large else [],
        }
        return TemplateResponse(request, "admin/ports/grid.html", context, status=status)

    @staticmethod
    def _stays_closed(grid) -> list[str]:
        days = dict(grid.columns)
        separator = pgettext("list separator", ", ")
        return [
            _("%(port)s, %(traffic)s: %(days)s")
            % {
                "port": item.service.port.name or item.service.port.slug,
                "traffic": Traffic(item.service.traffic).label,
                "days": separator.join(getattr(days[day], content_language()) for day in item.days),
            }
            for item in grid.staying_closed()
        ]

    @staticmethod
    def _row_reasons(grid):
        """(value, label, pair) of the reasons that a row can have for itself."""
        pairs = dict.fromkeys([(SEASONAL.zh, SEASONAL.en)])
        pairs.update(dict.fromkeys(row.reason for row in grid.rows if row.reason))
        pairs.update(dict.fromkeys(pair for pair in grid.standing_reasons if all(pair)))
        index = 0 if content_language() == "zh" else 1
        return [(reason_value(pair), pair[index], pair) for pair in pairs]


def _slugs(data):
    return [name.removeprefix("why.") for name in data if name.startswith("why.")]
