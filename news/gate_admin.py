"""The way through the gate: what keeps a text from review, and the reasons for what may stand."""

import html
import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from news import checking, findings_form, gate, links, workflow
from news.models import AcceptedFinding, Edition, Post


class GateAdmin:
    """What `EditionAdmin` shows of the gate."""

    def get_urls(self):
        return [
            path(
                "<int:object_id>/submit/",
                self.admin_site.admin_view(self.gate_view),
                name="news_edition_submit",
            ),
            *super().get_urls(),
        ]

    def gate_view(self, request, object_id):
        """GET asks every check and shows what it finds; POST keeps reasons and submits."""
        edition = self.get_object(request, str(object_id))
        if edition is None:
            raise Http404
        if not workflow.may(edition, workflow.next_stage(edition), request.user):
            raise PermissionDenied
        if request.method == "POST":
            return self.submit_with_reasons(request, edition)
        return self.gate_page(request, edition)

    def submit_with_reasons(self, request, edition):
        seen = posted_version(request)
        if seen is None:
            raise PermissionDenied
        reasons = findings_form.reasons_in(request.POST)
        try:
            with transaction.atomic():
                keep_reasons(edition, reasons, request.user, seen)
            # A move takes the lock itself, and a text that does not pass keeps its reasons.
            self.try_move(request, edition, workflow.next_stage(edition), "", seen)
        except workflow.Conflict as raised:
            return self.moved_meanwhile(request, raised.edition)
        except gate.Blocked as blocked:
            messages.error(request, blocked.messages[0])
            return self.gate_page(request, edition, reasons, status=422)
        return redirect("admin:news_edition_change", edition.pk)

    def gate_page(self, request, edition, reasons=None, status=200):
        findings = gate.findings_of(edition, ask=True)
        blocking = gate.blocking(findings)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Checks before review"),
            "opts": self.opts,
            "edition": edition,
            "blocking": shown(edition, blocking, reasons or {}),
            "others": shown(edition, [found for found in findings if found not in blocking], {}),
        }
        return TemplateResponse(request, "admin/news/edition/submit.html", context, status=status)


def posted_version(request):
    """The version that a posted form was made with, or None where it says no number."""
    seen = request.POST.get("lock_version", "")
    return int(seen) if seen.isdecimal() and len(seen) <= 9 else None


def keep_reasons(edition, reasons, user, seen):
    """Stores the reasons for what was found in the version that the person saw.

    Raises `workflow.Conflict` where that is not the present one.
    """
    Post.objects.select_for_update().get(pk=edition.post_id)
    present = Edition.objects.select_for_update().get(pk=edition.pk)
    if present.lock_version != seen or present.status not in workflow.WRITING_STATUSES:
        raise workflow.Conflict(present)
    found = [each for each in gate.findings_of(present) if not gate.is_final(each)]
    kept = checking.acceptances(found, reasons, user)
    for each in kept:
        each.edition = present
    AcceptedFinding.objects.bulk_create(kept)


def shown(edition, findings, reasons):
    """(finding as a form shows it, the address of its place in the edition's form) of each."""
    form = reverse("admin:news_edition_change", args=[edition.pk])
    keys = edition.passages.order_by("position").values_list("key", flat=True)
    places = {key: f"#passages-{index}" for index, key in enumerate(keys)}
    return [
        (
            findings_form.Shown(
                found,
                reason=reasons.get((found.part, found.digest), ""),
                can_accept=not found.accepted and not gate.is_final(found),
            ),
            form + places.get(found.part, ""),
        )
        for found in findings
    ]


HREF = re.compile(r"""href=["']?(https?://[^"'>\s]+)""", re.IGNORECASE)


def ask_links(data):
    """Asks the addresses in a posted form before its transaction begins; the answers are kept."""
    texts = (value for name in data if "-text_" in name for value in data.getlist(name))
    links.answers({html.unescape(url) for text in texts for url in HREF.findall(text)})
