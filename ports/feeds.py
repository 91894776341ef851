"""Feeds of the ports' histories, in each language: of one port and of all."""

from uuid import uuid5

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.feeds import MOST, SiteFeed
from portal.languages import content_language
from ports.history import timelines
from ports.ics import NAMESPACE
from ports.models import Port
from ports.open_data import row_id
from ports.templatetags.port_facts import plain_day


class BoardFeed(SiteFeed):
    """The events of all ports, those recorded last first; a correction updates its entry."""

    def title(self, asked):
        return _("%(site)s: what has changed at the ports") % {"site": asked.chrome.identity.name}

    def subtitle(self, asked):
        return _("Openings, closings, limits and other events on record, with their sources.")

    def link(self, asked):
        return reverse("ports:board")

    def feed_url(self, asked):
        return reverse("ports:board-feed")

    def ports(self, asked):
        return Port.objects.prefetch_related("services")

    def items(self, asked):
        return asked.chrome.held(("feed of all ports", asked.language), lambda: self.newest(asked))

    def newest(self, asked):
        ports = list(self.ports(asked))
        for port in ports:
            for service in port.services.all():
                service.port = port
        found = [(port, entry) for port, entries in timelines(ports) for entry in entries]
        found.sort(key=lambda item: (item[1].change.recorded_at, item[1].since), reverse=True)
        for port, entry in found[:MOST]:
            entry.services[0].port = port
        return found[:MOST]

    def item_title(self, item):
        port, entry = item
        return _("%(port)s, %(services)s: %(event)s, %(day)s") % {
            "port": port.name,
            "services": entry.services_label,
            "event": entry.title,
            "day": self._day(entry),
        }

    @staticmethod
    def _day(entry):
        if entry.precision == "month":
            return formats.date_format(
                timezone.localtime(entry.since), pgettext("date format", "F Y")
            )
        return plain_day(entry.since)

    def item_description(self, item):
        _port, entry = item
        codes = ", ".join(source.code for source in entry.sources)
        source = codes or entry.change.source_text
        parts = [
            entry.change.reason or "",
            _("Confidence: %(confidence)s") % {"confidence": entry.change.get_confidence_display()},
            _("Source: %(source)s") % {"source": source} if source else "",
        ]
        return "\n".join(filter(None, parts))

    def item_link(self, item):
        return f"{item[0].get_absolute_url()}#history"

    def item_guid(self, item):
        _port, entry = item
        # Of the row that was recorded first: a correction keeps the entry.
        first = row_id(entry.services[0], entry.first)
        return f"urn:uuid:{uuid5(NAMESPACE, f'entry|{content_language()}|{first}')}"

    def item_pubdate(self, item):
        return timezone.localtime(item[1].first.recorded_at)

    def item_updateddate(self, item):
        return timezone.localtime(item[1].change.recorded_at)

    def item_categories(self, item):
        return [getattr(item[1].change, "action", "regime_change")]


class PortFeed(BoardFeed):
    """The events of one port."""

    def subject(self, chrome, slug):
        return get_object_or_404(Port.objects.prefetch_related("services"), slug=slug)

    def title(self, asked):
        return _("%(name)s: what has changed") % {"name": asked.subject.name}

    def link(self, asked):
        return asked.subject.get_absolute_url()

    def feed_url(self, asked):
        return reverse("ports:feed", args=[asked.subject.slug])

    def ports(self, asked):
        return [asked.subject]

    def items(self, asked):
        return self.newest(asked)
