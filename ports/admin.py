"""The port officers' pages: ports with their services, and histories that are added to."""

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from ports.board import deciding_changes, situations_of
from ports.grid_admin import GridAdminMixin
from ports.models import (
    STATES_AFTER,
    Action,
    Alias,
    Citation,
    Country,
    ExceptionDay,
    Mode,
    OpeningRule,
    Port,
    RegimeChange,
    Service,
    Source,
    State,
    StatusChange,
    Traffic,
)

# Chinese and English stand side by side; the class carries the two columns.
BILINGUAL = "bilingual"


class ServiceChoices:
    """Lists the services of every port in one query; their names name the port."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "service":
            kwargs["queryset"] = Service.objects.select_related("port")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("service__port")


# Filters


class ModeFilter(admin.SimpleListFilter):
    title = _("mode")
    parameter_name = "mode"

    def lookups(self, request, model_admin):
        return Mode.choices

    def queryset(self, request, queryset):
        if self.value() not in Mode:
            return queryset
        return queryset.filter(
            Exists(Service.objects.filter(port=OuterRef("pk"), mode=self.value()))
        )


class StateFilter(admin.SimpleListFilter):
    """Ports of which some service of the traffic is in the state now."""

    traffic = None

    def lookups(self, request, model_admin):
        return [*State.choices, ("none", _("Not on record"))]

    def queryset(self, request, queryset):
        value = self.value()
        if value not in dict(self.lookup_choices):
            return queryset
        services = Service.objects.as_of(timezone.now()).filter(
            port=OuterRef("pk"), traffic=self.traffic
        )
        if value == "none":
            return queryset.filter(Exists(services.filter(state__isnull=True)))
        return queryset.filter(Exists(services.filter(state=value)))


class FreightFilter(StateFilter):
    title = _("freight now")
    parameter_name = "freight"
    traffic = Traffic.FREIGHT


class PassengerFilter(StateFilter):
    title = _("passengers now")
    parameter_name = "passenger"
    traffic = Traffic.PASSENGER


# Ports


class ServiceInline(admin.TabularInline):
    model = Service
    extra = 0
    verbose_name_plural = _("services: what may cross here, and how")

    def has_delete_permission(self, request, obj=None):
        # With a service its history would go.
        return False


class AliasInline(admin.TabularInline):
    model = Alias
    extra = 0
    verbose_name_plural = _("other spellings: readers find the port by them")


class CitationInline(TranslationStackedInline):
    model = Citation
    extra = 0
    autocomplete_fields = ["sources"]
    verbose_name_plural = _("sources of the facts: shown beside them on the port's page")
    fieldsets = [
        (
            None,
            {
                "classes": [BILINGUAL],
                "fields": [("subject", "confidence"), "sources", ("note_zh", "note_en")],
            },
        )
    ]


@admin.register(Port)
class PortAdmin(TranslationAdmin):
    list_display = [
        "chinese_name",
        "english_name",
        "country",
        "modes",
        "freight_now",
        "passenger_now",
        "regime_now",
    ]
    list_display_links = ["chinese_name", "english_name"]
    list_filter = [FreightFilter, PassengerFilter, ModeFilter, "country"]
    list_select_related = ["country"]
    search_fields = ["name_zh", "name_en", "pinyin", "aliases__text", "slug"]
    search_help_text = _("Chinese or English name, pinyin, another spelling, or the address")
    ordering = ["slug"]
    inlines = [ServiceInline, AliasInline, CitationInline]
    readonly_fields = ["history_links"]
    prepopulated_fields = {"slug": ("name_en",)}
    fieldsets = [
        (
            _("Names"),
            {"classes": [BILINGUAL], "fields": [("name_zh", "name_en"), ("slug", "pinyin")]},
        ),
        (
            _("State"),
            {
                "fields": ["history_links"],
                "description": _(
                    "A state is never edited here: record what happened, and the board, the "
                    "home page and the port's page show it in both languages at once."
                ),
            },
        ),
        (
            _("Place"),
            {
                "classes": [BILINGUAL],
                "fields": [
                    "country",
                    ("counterpart_zh", "counterpart_en"),
                    ("prefecture_zh", "prefecture_en"),
                    ("county_zh", "county_en"),
                ],
            },
        ),
        (
            _("Position, years and elevation"),
            {
                "fields": [
                    ("latitude", "longitude", "point_type"),
                    ("border_latitude", "border_longitude"),
                    ("year_approved", "year_opened"),
                    ("elevation", "border_elevation"),
                ],
            },
        ),
        (
            _("Introduction"),
            {
                "classes": [BILINGUAL],
                "fields": [("introduction_zh", "introduction_en")],
                "description": _(
                    "Plain text; it stands on the port's page as soon as it is saved."
                ),
            },
        ),
    ]

    def get_queryset(self, request):
        services = Prefetch("services", Service.objects.as_of(timezone.now()))
        return super().get_queryset(request).prefetch_related(services)

    def get_changelist_instance(self, request):
        """The states of the whole page are read in one query, not one for each port."""
        changelist = super().get_changelist_instance(request)
        ports = list(changelist.result_list)
        services = [service for port in ports for service in port.services.all()]
        changes = deciding_changes(services)
        for port in ports:
            port.situations = situations_of(port.services.all(), changes)
        changelist.result_list = ports
        return changelist

    @admin.display(description=_("Chinese name"), ordering="name_zh")
    def chinese_name(self, port):
        return port.name_zh

    @admin.display(description=_("English name"), ordering="name_en")
    def english_name(self, port):
        return port.name_en

    @admin.display(description=_("modes"))
    def modes(self, port):
        present = {service.mode for service in port.services.all()}
        return _lines(label for value, label in Mode.choices if value in present)

    @admin.display(description=_("freight now"))
    def freight_now(self, port):
        return self._now(port, Traffic.FREIGHT)

    @admin.display(description=_("passengers now"))
    def passenger_now(self, port):
        return self._now(port, Traffic.PASSENGER)

    @admin.display(description=_("regime"))
    def regime_now(self, port):
        labels = [str(item.regime_label) for item in port.situations if item.regime]
        return _lines(dict.fromkeys(labels))

    @staticmethod
    def _now(port, traffic):
        """One state where all modes agree, else one for each."""
        found = [
            (item.service.get_mode_display(), item.state_label)
            for item in port.situations
            if item.service.traffic == traffic and item.state
        ]
        if len({state for _mode, state in found}) == 1:
            return found[0][1]
        return _lines(
            _("%(mode)s: %(state)s") % {"mode": mode, "state": state} for mode, state in found
        )

    @admin.display(description=_("history"))
    def history_links(self, port):
        if port.pk is None:
            return _("Save the port with its services first; then its state can be recorded.")
        changes = reverse("admin:ports_statuschange_changelist")
        regimes = reverse("admin:ports_regimechange_changelist")
        query = urlencode({"service__port__id__exact": port.pk})
        links = [
            (f"{changes}?{query}", _("Every status change of this port")),
            (f"{regimes}?{query}", _("Every regime change of this port")),
        ]
        for service in port.services.all():
            add = reverse("admin:ports_statuschange_add")
            label = _("Record a status change: %(mode)s, %(traffic)s") % {
                "mode": service.get_mode_display(),
                "traffic": service.get_traffic_display(),
            }
            links.append((f"{add}?{urlencode({'service': service.pk})}", label))
        return format_html_join("", '<a class="port-history-link" href="{}">{}</a><br>', links)


def _lines(items):
    return format_html_join(mark_safe("<br>"), "{}", ((item,) for item in items)) or "–"


# Histories


class BothReasonsMixin(forms.ModelForm):
    """The reason is asked for in every language: it is shown the moment the row is saved."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("reason_zh", "reason_en"):
            if name in self.fields:
                self.fields[name].required = True


class StatusChangeForm(BothReasonsMixin):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            self.fields["state"].help_text = _(
                "Left empty, it follows from what happened: suspended is closed, resumed is open."
            )
        if "action" in self.fields:
            self.fields["action"].help_text = _(
                "An observation is shown in the history and changes nothing."
            )

    def clean(self):
        cleaned = super().clean()
        action = cleaned.get("action")
        if action and not cleaned.get("state") and "state" not in self.errors:
            # "Limited" is meant where the officer says how.
            usual = STATES_AFTER[action]
            limited = cleaned.get("limitation") and State.LIMITED in usual
            cleaned["state"] = State.LIMITED if limited else usual[0]
        return cleaned


class AddedOnlyMixin:
    """Rows are added and read."""

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [
            *super().get_readonly_fields(request, obj),
            *(["recorded_at", "recorded_by"] if obj else []),
        ]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        return [*fieldsets, (_("Record"), {"fields": [("recorded_at", "recorded_by")]})]

    def save_model(self, request, obj, form, change):
        obj.recorded_by = request.user
        super().save_model(request, obj, form, change)


class HistoryAdmin(AddedOnlyMixin, ServiceChoices, TranslationAdmin):
    """A correction is a new row that names the old one: `?corrects=` fills the form with it."""

    change_form_template = "admin/ports/history_change_form.html"
    date_hierarchy = "since"
    list_select_related = ["service__port", "recorded_by"]
    search_fields = [
        "service__port__name_zh",
        "service__port__name_en",
        "service__port__slug",
        "reason_zh",
        "reason_en",
    ]
    autocomplete_fields = ["sources"]

    def corrected_row(self, request):
        """The row that is being corrected, or None."""
        number = request.GET.get("corrects", "")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            return None
        return self.get_queryset(request).filter(pk=number).first()

    def get_changeform_initial_data(self, request):
        row = self.corrected_row(request)
        if row is None:
            return super().get_changeform_initial_data(request)
        initial = {
            field.name: field.value_from_object(row)
            for field in self.model._meta.concrete_fields
            if field.editable
        }
        initial |= {"corrects": row.pk, "sources": list(row.sources.all())}
        if "withdraw" in request.GET:
            initial |= {"action": Action.STATUS, "state": "", "limitation": "", "until": None}
            initial |= {"reason_zh": "", "reason_en": ""}
        return initial

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "corrects":
            kwargs["widget"] = forms.HiddenInput()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None:
            return [*fieldsets, (_("Correction"), {"fields": ["corrects"]})]
        row = self.corrected_row(request)
        if row is None:
            return fieldsets
        if "withdraw" in request.GET:
            text = _(
                "You withdraw this row: %(row)s. It then never held; it stays on record. Say why "
                "in both languages."
            )
        else:
            text = _(
                "You correct this row: %(row)s. Change what was wrong, its start included. What "
                "you save takes its place; it stays on record."
            )
        return [
            (_("Correction"), {"fields": ["corrects"], "description": text % {"row": escape(row)}}),
            *fieldsets,
        ]


SOURCE_FIELDS = (
    _("Where it comes from"),
    {"fields": ["source_text", "sources", ("confidence", "is_inferred")]},
)
REASON_FIELDS = (
    _("Reason"),
    {
        "classes": [BILINGUAL],
        "fields": [("reason_zh", "reason_en")],
        "description": _("One sentence in each language; readers see it on the port's page."),
    },
)


@admin.register(StatusChange)
class StatusChangeAdmin(HistoryAdmin):
    form = StatusChangeForm
    list_display = ["service", "since", "action", "state", "until", "confidence", "recorded_by"]
    list_filter = ["state", "action", "service__traffic", "service__mode", "service__port"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "service",
                    "action",
                    ("since", "since_precision"),
                    ("state", "limitation"),
                    "until",
                ],
                "description": _(
                    "Saved, it stands for good and readers see it from its start on. To correct "
                    "it later, open it and choose “Correct this row”; the newer one then holds, "
                    "and what was said before stays on record."
                ),
            },
        ),
        REASON_FIELDS,
        SOURCE_FIELDS,
    ]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        row = self.corrected_row(request)
        # Only an import begins a record, but what it began can be corrected.
        if db_field.name == "action" and not (row and row.action == Action.BASELINE):
            kwargs["choices"] = [
                ("", "---------"),
                *[choice for choice in Action.choices if choice[0] != Action.BASELINE],
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(RegimeChange)
class RegimeChangeAdmin(HistoryAdmin):
    form = BothReasonsMixin
    list_display = ["service", "since", "regime", "confidence", "recorded_by"]
    list_filter = ["regime", "service__traffic", "service__mode", "service__port"]
    fieldsets = [
        (
            None,
            {
                "fields": ["service", ("since", "regime")],
                "description": _(
                    "The regime decides in which of the two figures an open service counts, "
                    "perennial or seasonal. Saved, it stands for good; to correct it later, open "
                    "it and choose “Correct this row”."
                ),
            },
        ),
        REASON_FIELDS,
        SOURCE_FIELDS,
    ]


# Calendar


@admin.register(ExceptionDay)
class ExceptionDayAdmin(GridAdminMixin, AddedOnlyMixin, ServiceChoices, TranslationAdmin):
    form = BothReasonsMixin
    list_display = ["service", "date", "state", "opens", "closes", "recorded_by", "recorded_at"]
    list_filter = ["state", "service__port", "service__traffic"]
    date_hierarchy = "date"
    search_fields = ["service__port__name_zh", "service__port__name_en", "reason_zh", "reason_en"]
    list_select_related = ["service__port", "recorded_by"]
    fieldsets = [
        (
            None,
            {
                "classes": [BILINGUAL],
                "fields": [
                    "service",
                    ("date", "state"),
                    ("opens", "closes"),
                    "limitation",
                    ("reason_zh", "reason_en"),
                    "source_text",
                ],
                "description": _(
                    "A single day, in Beijing time, on which a service departs from its rule. To "
                    "correct or withdraw it, add another row for the same service and date: the "
                    "newest one holds, and one without a state makes the day regular again."
                ),
            },
        ),
    ]


@admin.register(OpeningRule)
class OpeningRuleAdmin(ServiceChoices, admin.ModelAdmin):
    list_display = [
        "service",
        "valid_from",
        "valid_until",
        "season_start",
        "season_end",
        "weekdays",
        "opens",
        "closes",
    ]
    list_filter = ["service__port", "service__traffic"]
    search_fields = ["service__port__name_zh", "service__port__name_en"]
    list_select_related = ["service__port"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "service",
                    ("valid_from", "valid_until"),
                    ("season_start", "season_end"),
                    "weekdays",
                    ("opens", "closes", "time_zone"),
                ],
                "description": _(
                    "Regular opening days and hours. To change a rule, let the old one end the "
                    "day before and add a new one, so that past days keep their hours."
                ),
            },
        ),
    ]


# What records refer to


@admin.register(Country)
class CountryAdmin(TranslationAdmin):
    list_display = ["name_zh", "name_en", "code", "time_zone", "position"]
    list_display_links = ["name_zh", "name_en"]
    search_fields = ["name_zh", "name_en", "code"]
    fieldsets = [
        (
            None,
            {
                "classes": [BILINGUAL],
                "fields": [("name_zh", "name_en"), ("code", "time_zone"), "position"],
                "description": _("The position orders the groups of the board."),
            },
        ),
    ]


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["code", "title", "publisher", "published"]
    list_display_links = ["code", "title"]
    search_fields = ["code", "title", "publisher"]
    fieldsets = [
        (
            None,
            {
                "fields": ["code", "title", ("publisher", "published"), "address", "note"],
                "description": _(
                    "Title and publisher are cited as they stand in the source, in its own "
                    "language. The note is for the office and is not shown to readers."
                ),
            },
        ),
    ]
