"""The lists of words that the checks know, in the admin."""

import csv

from django.contrib import admin
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from news.wording import LISTS, Term, Wording, forms_of
from portal.admin import EditorsAdmin


class ListAdmin(EditorsAdmin):
    """A list of words, with its rows as the file that `load_wording` reads."""

    list_per_page = 100
    actions = ["as_csv"]

    @admin.action(description=_("Download the chosen rows as CSV"), permissions=["view"])
    def as_csv(self, request, queryset):
        (file, *_others), columns, _key = LISTS[self.opts.model_name]
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{file}"'
        response.write("\ufeff")  # without it, spreadsheets take the text for another encoding
        writer = csv.writer(response)
        writer.writerow(columns)
        for row in queryset.values_list(*columns):
            writer.writerow([as_cell(value) for value in row])
        return response


def as_cell(value):
    """A line of a file that a spreadsheet opens: nothing in it is a formula, forms are parted."""
    text = "|".join(forms_of(value)) if "\n" in value else value
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


@admin.register(Term)
class TermAdmin(ListAdmin):
    list_display = ["zh", "accepted_forms", "kind", "level", "note"]
    list_filter = ["kind", "level"]
    search_fields = ["zh", "en", "note"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "en":
            field.widget.attrs["rows"] = 4
        if db_field.name in {"zh", "en"}:
            field.widget.attrs["lang"] = {"zh": "zh-Hans", "en": "en"}[db_field.name]
        return field

    @admin.display(description=_("English"))
    def accepted_forms(self, term):
        return " | ".join(forms_of(term.en))


@admin.register(Wording)
class WordingAdmin(ListAdmin):
    list_display = ["wrong", "right", "language", "level", "note"]
    list_filter = ["language", "level"]
    search_fields = ["wrong", "right", "note"]
