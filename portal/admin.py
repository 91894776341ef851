from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.paginator import Paginator
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from portal.languages import CONTENT_LANGUAGES, HTML_CODES
from portal.models import Banner, Page, SearchMiss, SiteIdentity


def pair(name):
    """A translated field's columns, for one line of a fieldset: Chinese beside English."""
    return tuple(f"{name}_{language}" for language in CONTENT_LANGUAGES)


def mark_languages(form):
    """Tells browsers and screen readers the language of each translated input of a form class."""
    for name, field in form.base_fields.items():
        for language in CONTENT_LANGUAGES:
            if name.endswith(f"_{language}"):
                field.widget.attrs.setdefault("lang", HTML_CODES[language])
    return form


class LocalTimeInput(forms.DateTimeInput):
    """One input for date and time; the stock pair has one label for two inputs."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class BoundedPaginator(Paginator):
    """Counts no further than a thousand rows behind the page that is asked for."""

    AHEAD = 1_000

    def __init__(self, *args, page=1, **kwargs):
        super().__init__(*args, **kwargs)
        self.limit = max(page, 1) * self.per_page + self.AHEAD

    @cached_property
    def found(self):
        return self.object_list.order_by()[: self.limit + 1].count()

    @property
    def count(self):
        return min(self.found, self.limit)

    @property
    def is_bounded(self):
        return self.found > self.limit


class EditorsAdmin(admin.ModelAdmin):
    """What all of the project's admin classes share."""

    formfield_overrides = {
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": LocalTimeInput}
    }

    def get_form(self, request, obj=None, change=False, **kwargs):
        return mark_languages(super().get_form(request, obj, change=change, **kwargs))


@admin.register(SiteIdentity)
class SiteIdentityAdmin(EditorsAdmin, TranslationAdmin):
    fieldsets = [
        (
            _("Name"),
            {"classes": ["bilingual"], "fields": [pair("name"), pair("tagline")]},
        ),
        (
            _("Who is behind it"),
            {"classes": ["bilingual"], "fields": [pair("sponsor"), pair("contact")]},
        ),
        (
            _("Registration"),
            {
                "fields": [
                    "domain",
                    "identification_code",
                    "icp_number",
                    "police_number",
                    "is_demonstration",
                ],
                "description": _("Every page shows these in its footer as soon as they are saved."),
            },
        ),
        (_("Public pages"), {"fields": ["is_mourning", "known_domains"]}),
    ]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not SiteIdentity.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        # There is one row, so the list would be a step too many.
        if self.has_view_or_change_permission(request) and SiteIdentity.objects.exists():
            return redirect("admin:portal_siteidentity_change", 1)
        return super().changelist_view(request, extra_context)

    def save_model(self, request, obj, form, change):
        obj.pk = 1
        super().save_model(request, obj, form, change)


@admin.register(Banner)
class BannerAdmin(EditorsAdmin, TranslationAdmin):
    list_display = [*pair("text"), "shown_from", "shown_until"]
    ordering = ["-shown_from"]
    fieldsets = [
        (
            None,
            {
                "classes": ["bilingual"],
                "fields": [pair("text")],
                "description": _("One sentence above every page of the site."),
            },
        ),
        (
            _("When"),
            {
                "fields": ["shown_from", "shown_until"],
                "description": _("It comes and goes by the clock, in the site's time zone."),
            },
        ),
    ]


@admin.register(Page)
class PageAdmin(EditorsAdmin, TranslationAdmin):
    list_display = [*pair("title"), "slug", "position", "updated_at"]
    search_fields = [*pair("title"), "slug"]
    fieldsets = [
        (None, {"fields": [("slug", "position")]}),
        (
            _("Text"),
            {
                "classes": ["bilingual"],
                "fields": [pair("title"), pair("summary"), pair("body")],
                "description": _("Readers see the new text as soon as it is saved."),
            },
        ),
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title_en"]}

    def view_on_site(self, obj):
        return reverse("page", args=[obj.slug])


@admin.register(SearchMiss)
class SearchMissAdmin(EditorsAdmin):
    """Read and cleared, never written: the site counts by itself."""

    list_display = ["words", "count", "last_on"]
    list_display_links = None
    search_fields = ["words"]
    date_hierarchy = "last_on"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


admin.site.unregister(get_user_model())


@admin.register(get_user_model())
class UserAdmin(DjangoUserAdmin):
    formfield_overrides = EditorsAdmin.formfield_overrides
