from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe
from modeltranslation.admin import TranslationAdmin

from news import (  # noqa: F401  (some of them register their own)
    bulk,
    checking,
    desk,
    edition_admin,
    history_admin,
    manuscript_admin,
    overview,
    wording_admin,
)
from news.forms import ImageForm, preview
from news.models import (
    RELEASED_STATUSES,
    AcceptedFinding,
    Column,
    Confirmation,
    Edition,
    Image,
    LanguageState,
    Passage,
    Post,
    Proofreading,
    Release,
    Status,
    Transition,
)
from portal.admin import BoundedPaginator, EditorsAdmin, pair
from portal.languages import CONTENT_LANGUAGES, HTML_CODES, content_language, in_language
from ports.models import Port

# A post on all ports would make its row taller than the screen.
PORTS_SHOWN = 2


def badge(kind, label, sign=""):
    return format_html(
        '<span class="badge badge--{}">{}{}</span>',
        kind,
        format_html('<span aria-hidden="true">{}</span> ', sign) if sign else "",
        label,
    )


class LimitFilter(admin.SimpleListFilter):
    """Columns by what is left of their update interval."""

    title = _("update limit")
    parameter_name = "limit"

    def lookups(self, request, model_admin):
        return [("near", _("Near or over the limit")), ("over", _("Over the limit"))]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        near = desk.columns_near_limit()
        return queryset.filter(
            pk__in=[each.column.pk for each in near if each.is_over or self.value() == "near"]
        )


@admin.register(Column)
class ColumnAdmin(EditorsAdmin, TranslationAdmin):
    list_display = [*pair("name"), "slug", "position", "update_interval", "reviews_required"]
    list_filter = [LimitFilter]
    search_fields = [*pair("name"), "slug"]
    fieldsets = [
        (None, {"classes": ["bilingual"], "fields": [pair("name"), pair("description")]}),
        (None, {"fields": [("slug", "position")]}),
        (
            _("Rules"),
            {
                "fields": [
                    "update_interval",
                    "reviews_required",
                    "proofreadings_required",
                    "release_rule",
                    "english_deadline",
                ],
                "description": _(
                    "Posts that are under review keep the stage they have reached; the next stage "
                    "follows the new rule."
                ),
            },
        ),
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name_en"]}


@admin.register(Image)
class ImageAdmin(EditorsAdmin):
    form = ImageForm
    list_display = ["small_picture", *pair("alt"), *pair("credit"), "size", "uploaded_at"]
    list_display_links = ["small_picture", *pair("alt")]
    list_select_related = ["uploaded_by"]
    search_fields = [*pair("alt"), *pair("credit")]
    ordering = ["-uploaded_at", "-pk"]
    readonly_fields = ["small_picture", "original_name", "uploaded_by"]

    def get_fieldsets(self, request, obj=None):
        texts = (
            _("Description"),
            {
                "classes": ["bilingual"],
                "fields": [pair("alt"), pair("credit")],
                "description": _(
                    "Say what the picture shows and why it stands here; readers who cannot see it "
                    "are told this and nothing else."
                ),
            },
        )
        if obj is None:
            return [(None, {"fields": ["upload"]}), texts]
        return [(None, {"fields": ["small_picture", "original_name", "uploaded_by"]}), texts]

    @admin.display(description=_("preview"))
    def small_picture(self, image):
        return preview(image)

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"

    def has_change_permission(self, request, obj=None):
        # Its words would change in public without a review.
        return super().has_change_permission(request, obj) and not (obj and is_released(obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and is_released(obj))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(
            request,
            object_id,
            form_url,
            {
                **(extra_context or {}),
                "subtitle": _("A picture in a released edition stays as it is; upload it anew."),
            },
        )


def is_released(image):
    """Whether an image stands in an edition that is or was public, or waits for its time."""
    return (
        Edition.objects.filter(status__in=RELEASED_STATUSES)
        .filter(Q(cover=image) | Q(pk__in=Passage.objects.filter(image=image).values("edition")))
        .exists()
    )


class PostChangeList(ChangeList):
    def url_for_result(self, result):
        if result.latest_edition_id is None:
            return super().url_for_result(result)
        return reverse("admin:news_edition_change", args=[result.latest_edition_id])

    def get_results(self, request):
        super().get_results(request)
        self.is_bounded = self.paginator.is_bounded

    @cached_property
    def state_counts(self):
        """(states by language, number of posts), under the search and all other filters.

        One pass over the posts serves the filters of all languages, whichever of them are chosen.
        """
        queryset = self.root_queryset
        for spec in self.filter_specs:
            if not isinstance(spec, LanguageStateFilter):
                narrowed = spec.queryset(spec.request, queryset)
                queryset = queryset if narrowed is None else narrowed
        if self.query:
            queryset, _duplicates = self.model_admin.get_search_results(
                spec.request, queryset, self.query
            )
        names = {
            language: f"latest_edition__language_state_{language}" for language in CONTENT_LANGUAGES
        }
        groups = (
            queryset.prefetch_related(None)
            .order_by()
            .values(*names.values())
            .annotate(number=Count("pk"))
        )
        return [
            ({language: group[name] for language, name in names.items()}, group["number"])
            for group in groups
        ]


class ChoiceFilter(admin.SimpleListFilter):
    """A filter that knows its values; an odd one in the address filters nothing."""

    lookup = ""

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        return self.narrow(queryset, self.value())

    def narrow(self, queryset, value):
        return queryset.filter(**{self.lookup: value})


class StatusFilter(ChoiceFilter):
    title = _("status")
    parameter_name = "status"
    lookup = "latest_edition__status"

    def lookups(self, request, model_admin):
        return Status.choices


class LanguageStateFilter(ChoiceFilter):
    """Offers the states of one language, each with its number of posts."""

    language = ""

    def lookups(self, request, model_admin):
        return LanguageState.choices

    def choices(self, changelist):
        chosen = {
            spec.language: spec.value()
            for spec in changelist.filter_specs
            if isinstance(spec, LanguageStateFilter)
            and spec.language != self.language
            and spec.value() in LanguageState.values
        }
        numbers = dict.fromkeys(LanguageState.values, 0)
        for states, number in changelist.state_counts:
            if states[self.language] and all(states[each] == chosen[each] for each in chosen):
                numbers[states[self.language]] += number
        every, *offered = super().choices(changelist)
        yield every
        for (state, label), choice in zip(self.lookup_choices, offered, strict=True):
            yield {**choice, "display": f"{label} ({numbers[state]})"}


def state_filter(language):
    return type(
        f"LanguageStateFilter_{language}",
        (LanguageStateFilter,),
        {
            "title": format_lazy(
                _("text in {language}"), language=settings.LANGUAGE_NAMES[language]
            ),
            "parameter_name": language,
            "language": language,
            "lookup": f"latest_edition__language_state_{language}",
        },
    )


class NamedFilter(ChoiceFilter):
    """Offers the rows of a model by their names."""

    model = None

    def lookups(self, request, model_admin):
        language = content_language()
        return [(row.slug, in_language(row, "name", language)) for row in self.model.objects.all()]


class PortFilter(NamedFilter):
    title = _("port")
    parameter_name = "port"
    lookup = "latest_edition__ports__slug"
    model = Port


class ColumnFilter(NamedFilter):
    title = _("column")
    parameter_name = "column"
    lookup = "column__slug"
    model = Column


class DeskFilter(ChoiceFilter):
    """The lists of the editors' desk, each for the person who looks."""

    title = _("on the desk")
    parameter_name = "desk"

    def __init__(self, request, *args):
        self.user = request.user
        super().__init__(request, *args)

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("Waits for my review")),
            ("sent", _("Sent by me, under review")),
            ("proofread", _("Waits for my proofreading")),
            ("returned", _("Returned to me")),
            ("drafts", _("My drafts")),
            ("scheduled", _("Approved, not yet released")),
            ("emergency", _("Second review overdue")),
            ("english", _("English stale or overdue")),
        ]

    def narrow(self, queryset, value):
        editions = {
            "waiting": lambda: desk.waiting_for(self.user),
            "sent": lambda: desk.sent_by(self.user),
            "proofread": lambda: desk.to_proofread_by(self.user),
            "returned": lambda: desk.returned_to(self.user),
            "drafts": lambda: desk.drafts_of(self.user),
            "scheduled": desk.scheduled,
            "emergency": desk.unconfirmed_emergencies,
            "english": desk.late_english,
        }[value]()
        if value in {"waiting", "sent", "proofread", "returned", "drafts"}:
            return queryset.filter(latest_edition__in=editions.order_by().values("pk"))
        # What is in public may have a newer draft beside it.
        return queryset.filter(pk__in=editions.order_by().values("post"))


class PublicState:
    PUBLIC = "public"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"
    NEVER = "never"


PUBLIC_LABELS = {
    PublicState.PUBLIC: pgettext_lazy("state of a post", "Public"),
    PublicState.SCHEDULED: pgettext_lazy("state of a post", "Scheduled"),
    PublicState.WITHDRAWN: pgettext_lazy("state of a post", "Withdrawn"),
    PublicState.NEVER: pgettext_lazy("state of a post", "Never public"),
}


def public_state(post, instant):
    """What readers have of a post at an instant, in any language. Reads `post.releases`."""
    releases = post.releases.all()
    if any(each.public_from <= instant < each.public_until for each in releases):
        return PublicState.PUBLIC
    if any(each.public_from > instant for each in releases):
        return PublicState.SCHEDULED
    return PublicState.WITHDRAWN if post.first_published_at else PublicState.NEVER


class PublicFilter(ChoiceFilter):
    title = _("in public")
    parameter_name = "public"

    def lookups(self, request, model_admin):
        return list(PUBLIC_LABELS.items())

    def narrow(self, queryset, value):
        now = timezone.now()
        of_post = Release.objects.filter(post=OuterRef("pk"))
        is_public = Q()
        for language in CONTENT_LANGUAGES:
            is_public |= Q(Exists(of_post.public(language, now)))
        is_coming = Q(Exists(of_post.filter(public_from__gt=now)))
        return {
            PublicState.PUBLIC: queryset.filter(is_public),
            PublicState.SCHEDULED: queryset.filter(is_coming & ~is_public),
            PublicState.WITHDRAWN: queryset.filter(
                ~is_public & ~is_coming, first_published_at__isnull=False
            ),
            PublicState.NEVER: queryset.filter(first_published_at__isnull=True),
        }[value]


@admin.register(Post)
class PostAdmin(EditorsAdmin):
    list_display = [
        "title",
        "column_name",
        "standing",
        "languages",
        "ports",
        "changed",
    ]
    list_filter = [
        DeskFilter,
        StatusFilter,
        *map(state_filter, CONTENT_LANGUAGES),
        PublicFilter,
        ColumnFilter,
        PortFilter,
        ("created_at", admin.DateFieldListFilter),
    ]
    list_select_related = ["column", "latest_edition__changed_by"]
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    # Counts beside every filter would read every row for each choice; those of the languages'
    # states come from one pass.
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["slug", "latest_edition__title_zh", "latest_edition__title_en"]
    search_help_text = _("Looks in the titles of both languages and in the address.")
    # The order is that of an index; any other would sort every row.
    ordering = ["-created_at", "-pk"]
    sortable_by = []
    actions = list(bulk.ACTIONS.values())
    fields = ["slug", "column"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                "latest_edition__ports",
                "releases",
                Prefetch("editions", desk.unconfirmed_emergencies(), to_attr="emergencies"),
            )
        )

    def get_changelist(self, request, **kwargs):
        return PostChangeList

    def get_urls(self):
        languages = self.admin_site.admin_view(require_safe(self.languages_view))
        bulk_moves = self.admin_site.admin_view(self.bulk_view)
        return [
            path("languages/", languages, name="news_post_languages"),
            path("bulk/", bulk_moves, name="news_post_bulk"),
            *history_admin.urls_of_posts(self),
            *super().get_urls(),
        ]

    def get_actions(self, request, action_location=None):
        """The bulk actions of which the person may take some move at all; no deletions.

        Newer Django says in a further argument where the actions will stand.
        """
        location = [] if action_location is None else [action_location]
        return {
            name: found
            for name, found in super().get_actions(request, *location).items()
            if name in bulk.ACTIONS and bulk.may_some(name, request.user)
        }

    def bulk_view(self, request):
        if request.method != "POST":
            return require_POST(self.bulk_view)(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        return bulk.carry_out(self, request)

    def languages_view(self, request):
        """Posts × languages: what stands where, and what is to be done next."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        columns = {
            column.slug: in_language(column, "name", content_language())
            for column in Column.objects.all()
        }
        choice = overview.Choice.of(request.GET, columns)
        page = overview.page(choice, request.GET.get("p"))
        totals = overview.totals(choice.column)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Languages of the posts"),
            "opts": self.opts,
            "choice": choice,
            "columns": columns.items(),
            "states": overview.STATE_CHOICES,
            "languages": [
                (language, HTML_CODES[language], settings.LANGUAGE_NAMES[language])
                for language in CONTENT_LANGUAGES
            ],
            "totals": totals,
            "summaries": [
                (
                    HTML_CODES[language],
                    settings.LANGUAGE_NAMES[language],
                    [
                        (
                            state,
                            overview.STATE_SIGNS[state],
                            number,
                            choice.query(language=language, state=state.value),
                        )
                        for state, number in totals.states[language].items()
                    ],
                )
                for language in CONTENT_LANGUAGES
            ],
            "pages": [
                (number, choice.query(page=number) if isinstance(number, int) else "")
                for number in page.paginator.get_elided_page_range(page.number)
            ],
            "page": page,
            "rows": overview.table(
                page.object_list,
                may_edit=request.user.has_perm("news.change_edition"),
                may_submit=request.user.has_perm("news.submit_edition"),
            ),
        }
        return TemplateResponse(request, "admin/news/post/languages.html", context)

    def get_paginator(self, request, queryset, per_page, orphans=0, allow_empty_first_page=True):
        try:
            page = int(request.GET.get("p", 1))
        except ValueError:
            page = 1
        return BoundedPaginator(
            queryset, per_page, orphans, allow_empty_first_page, page=min(page, 100_000)
        )

    def has_change_permission(self, request, obj=None):
        # Without an edition there is nothing to lead to, and the address may still be mended.
        return super().has_change_permission(request, obj) and (
            obj is None or obj.latest_edition_id is None
        )

    def has_delete_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        return redirect("admin:news_edition_add")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self.to_edition(request, object_id, "change") or super().change_view(
            request, object_id, form_url, extra_context
        )

    def history_view(self, request, object_id, extra_context=None):
        return self.to_edition(request, object_id, "history") or super().history_view(
            request, object_id, extra_context
        )

    def to_edition(self, request, object_id, page):
        post = self.get_object(request, object_id)
        if post is None or post.latest_edition_id is None:
            return None
        if not self.has_view_or_change_permission(request, post):
            return None
        return redirect(f"admin:news_edition_{page}", post.latest_edition_id)

    @admin.display(description=_("title"))
    def title(self, post):
        edition = post.latest_edition
        if edition is None:
            return post.slug
        lines = [
            (HTML_CODES[language], in_language(edition, "title", language))
            for language in CONTENT_LANGUAGES
            if in_language(edition, "title", language)
        ]
        return format_html_join("", '<span class="title-line" lang="{}">{}</span>', lines)

    @admin.display(description=_("column"))
    def column_name(self, post):
        return in_language(post.column, "name", content_language())

    @admin.display(description=_("status, in public"))
    def standing(self, post):
        edition = post.latest_edition
        state = public_state(post, timezone.now())
        lines = [badge(state, PUBLIC_LABELS[state])]
        if edition is not None:
            lines.insert(0, badge(edition.status, edition.get_status_display()))
        # Of whichever edition: a newer draft does not confirm the one in public.
        if post.emergencies:
            lines.append(badge("overdue", _("second review overdue"), "!"))
        return format_html_join("", '<span class="line">{}</span>', [(line,) for line in lines])

    @admin.display(description=_("languages"))
    def languages(self, post):
        if post.latest_edition is None:
            return None
        return format_html_join(
            "",
            '<span class="line">{} {}</span>',
            [
                (settings.LANGUAGE_NAMES[language], language_badge(post.latest_edition, language))
                for language in CONTENT_LANGUAGES
            ],
        )

    @admin.display(description=_("ports"))
    def ports(self, post):
        if post.latest_edition is None:
            return None
        language = content_language()
        names = [in_language(port, "name", language) for port in post.latest_edition.ports.all()]
        shown = ("、" if language == "zh" else ", ").join(names[:PORTS_SHOWN])
        if len(names) <= PORTS_SHOWN:
            return shown
        return _("%(names)s and %(number)d more") % {
            "names": shown,
            "number": len(names) - PORTS_SHOWN,
        }

    @admin.display(description=_("last changed, by"))
    def changed(self, post):
        edition = post.latest_edition
        if edition is None:
            return None
        user = edition.changed_by
        return format_html(
            '<span class="when">{}</span> {}',
            formats.date_format(timezone.localtime(edition.updated_at), "SHORT_DATETIME_FORMAT"),
            (user.get_full_name() or user.get_username()) if user else "",
        )


def language_badge(edition, language):
    state = LanguageState(in_language(edition, "language_state", language))
    return badge(state, state.label, overview.STATE_SIGNS[state])


class LogAdmin(EditorsAdmin):
    """A log is read, whoever reads it."""

    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    ordering = ["-at", "-pk"]
    sortable_by = []
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Confirmation)
class ConfirmationAdmin(LogAdmin):
    list_display = ["at", "edition", "part", "language_name", "kind", "by"]
    list_select_related = ["edition__post", "by"]
    search_fields = ["edition__post__slug", "by__username", "part"]
    fields = ["edition", "part", "language_name", "kind", "at", "by", "fingerprint"]

    @admin.display(description=_("language"))
    def language_name(self, confirmation):
        return settings.LANGUAGE_NAMES.get(confirmation.language, confirmation.language)


@admin.register(AcceptedFinding)
class AcceptedFindingAdmin(LogAdmin):
    list_display = ["at", "edition", "part", "level", "words", "reason", "by"]
    list_select_related = ["edition__post", "by"]
    list_filter = ["level"]
    search_fields = ["edition__post__slug", "by__username", "code", "reason"]
    fields = ["edition", "part", "level", "message", "words", "reason", "at", "by"]

    @admin.display(description=_("words"))
    def words(self, accepted):
        return " / ".join(filter(None, [accepted.words_zh, accepted.words_en]))

    @admin.display(description=_("finding"))
    def message(self, accepted):
        return checking.message(accepted.code, accepted.values)


@admin.register(Transition)
class TransitionAdmin(LogAdmin):
    list_display = ["at", "edition", "from_status", "to_status", "kind", "by", "reason"]
    list_select_related = ["edition__post", "by"]
    search_fields = ["edition__post__slug", "by__username"]
    fields = ["edition", "from_status", "to_status", "kind", "at", "by", "reason", "lock_version"]


@admin.register(Proofreading)
class ProofreadingAdmin(LogAdmin):
    list_display = ["at", "edition", "language_name", "stage", "by"]
    list_select_related = ["edition__post", "by"]
    search_fields = ["edition__post__slug", "by__username"]
    fields = ["edition", "language_name", "stage", "at", "by", "lock_version"]

    @admin.display(description=_("language"))
    def language_name(self, proofreading):
        return settings.LANGUAGE_NAMES.get(proofreading.language, proofreading.language)
