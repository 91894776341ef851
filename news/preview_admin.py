"""The preview in the admin: all views and widths of an edition, and the links that were sent."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from news import article, preview, views
from news.parallel import NAMES
from portal.languages import CONTENT_LANGUAGES

WIDTHS = {
    "wide": gettext_lazy("Computer"),
    "phone": gettext_lazy("Phone"),
    "print": gettext_lazy("Printed"),
}
PARALLEL = "parallel"


class LinkForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("Good for (days)"),
        min_value=1,
        max_value=preview.LONGEST_DAYS,
        initial=3,
    )


class PreviewAdmin:
    """What `EditionAdmin` offers of previews."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:object_id>/preview/",
                view(xframe_options_sameorigin(require_safe(self.preview_view))),
                name="news_edition_preview",
            ),
            path(
                "<int:object_id>/preview/link/",
                view(require_POST(self.preview_link_view)),
                name="news_edition_preview_link",
            ),
            path(
                "<int:object_id>/preview/link/<int:link_id>/end/",
                view(require_POST(self.preview_end_view)),
                name="news_edition_preview_end",
            ),
            *super().get_urls(),
        ]

    def preview_view(self, request, object_id):
        return self.preview_page(request, self.previewed(request, object_id), LinkForm())

    def preview_link_view(self, request, object_id):
        edition = self.previewed(request, object_id)
        form = LinkForm(request.POST)
        if not form.is_valid():
            return self.preview_page(request, edition, form, status=400)
        preview.make_link(edition, request.user, form.cleaned_data["days"])
        messages.success(request, _("The link is made. Whoever has it can read this edition."))
        return redirect("admin:news_edition_preview", edition.pk)

    def preview_end_view(self, request, object_id, link_id):
        edition = self.previewed(request, object_id)
        link = edition.preview_links.filter(pk=link_id).first()
        if link is None:
            raise Http404
        if link.is_open:
            link.ended_at, link.ended_by = timezone.now(), request.user
            link.save()
        messages.success(request, _("The link leads nowhere from now on."))
        return redirect("admin:news_edition_preview", edition.pk)

    def previewed(self, request, object_id):
        edition = self.get_object(request, str(object_id))
        if edition is None:
            raise Http404
        if not request.user.has_perm("news.view_edition"):
            raise PermissionDenied
        return edition

    def preview_page(self, request, edition, form, status=200):
        languages = list(article.of_edition(edition))
        offered = [*languages, PARALLEL] if len(languages) > 1 else languages
        shown = request.GET.get("view", "")
        if shown not in offered:
            shown = next(iter(offered), "")
        width = request.GET.get("as", "")
        if width not in WIDTHS:
            width = "wide"
        key = preview.frame_key(edition, request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview"),
            "opts": self.opts,
            "edition": edition,
            "shown": shown,
            "width": width,
            "offered": [(each, name_of(each)) for each in offered],
            "widths": WIDTHS.items(),
            "frame": self.frame_address(key, shown, width) if shown else "",
            "frame_title": _("%(view)s, %(width)s")
            % {"view": name_of(shown), "width": WIDTHS[width]},
            "links": [
                (link, self.whole_address(request, link))
                for link in edition.preview_links.select_related("made_by", "ended_by")
            ],
            "form": form,
            "is_beside": "beside" in request.GET,
        }
        return TemplateResponse(request, "admin/news/edition/preview.html", context, status=status)

    @staticmethod
    def frame_address(key, shown, width):
        name = "preview-parallel" if shown == PARALLEL else "preview"
        language = CONTENT_LANGUAGES[0] if shown == PARALLEL else shown
        return views.address(language, name, key) + ("?print" if width == "print" else "")

    @staticmethod
    def whole_address(request, link):
        address = views.address(CONTENT_LANGUAGES[0], "preview", preview.link_key(link))
        return request.build_absolute_uri(address)


def name_of(view):
    return NAMES.get(view) or (_("Side by side") if view == PARALLEL else "")
