"""A feed of each port's history, in each language."""

from uuid import uuid5

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.languages import content_language
from ports.history import timeline
from ports.ics import NAMESPACE
from ports.models import Port
from ports.open_data import row_id
from ports.templatetags.port_facts import plain_day


class PortFeed(Feed):
    """The events of a port, those recorded last first; a correction is the same entry, updated."""

    feed_type = Atom1Feed
    MOST = 50

    def get_object(self, request, slug):
        return get_object_or_404(Port.objects.prefetch_related("services"), slug=slug)

    def title(self, port):
        return _("%(name)s: what has changed") % {"name": port.name}

    def subtitle(self, port):
        return _("Openings, closings, limits and other events on record, with their sources.")

    def link(self, port):
        return port.get_absolute_url()

    def feed_url(self, port):
        return reverse("ports:feed", args=[port.slug])

    def items(self, port):
        for service in port.services.all():
            service.port = port
        entries = sorted(timeline(port), key=lambda entry: entry.change.recorded_at, reverse=True)
        for entry in entries:
            entry.services[0].port = port
        return [(port, entry) for entry in entries[: self.MOST]]

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
        return item[1].first.recorded_at

    def item_updateddate(self, item):
        return item[1].change.recorded_at

    def item_categories(self, item):
        return [getattr(item[1].change, "action", "regime_change")]
