"""The choices of the search page, as they stand in its address. Each may be left out."""

from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.search.finding import Filters

_SELECTED = mark_safe(" selected")
RELEVANCE, DATE = "relevance", "date"


class SearchForm(forms.Form):
    """`columns` and `ports` are (slug, name), `years` numbers, `languages` (code, name)."""

    FILTERS = ["column", "port", "year", "language"]

    column = forms.ChoiceField(required=False, label=_("Column"))
    port = forms.ChoiceField(required=False, label=_("Port"))
    year = forms.TypedChoiceField(required=False, label=_("Year"), coerce=int, empty_value=None)
    language = forms.ChoiceField(required=False, label=_("Language"))
    sort = forms.ChoiceField(
        required=False,
        label=_("Order"),
        choices=[
            (RELEVANCE, pgettext_lazy("order of results", "Most relevant first")),
            (DATE, pgettext_lazy("order of results", "Newest first")),
        ],
    )

    def __init__(self, *args, columns=(), ports=(), years=(), languages=(), **kwargs):
        super().__init__(*args, **kwargs)
        everything = {
            "column": (_("All columns"), columns),
            "port": (_("All ports"), ports),
            "year": (_("All years"), [(year, str(year)) for year in years]),
            "language": (_("All languages"), languages),
        }
        for name, (label, choices) in everything.items():
            self.fields[name].choices = [("", label), *choices]

    @cached_property
    def chosen(self) -> dict:
        """What was chosen, by name; a choice that there is not counts as none."""
        self.is_valid()
        chosen = {
            name: value
            for name, value in self.cleaned_data.items()
            if value and (name != "sort" or value != RELEVANCE)
        }
        return chosen

    @property
    def filters(self) -> Filters:
        chosen = self.chosen
        return Filters(**{name: chosen[name] for name in self.FILTERS if name in chosen})

    @property
    def is_by_date(self) -> bool:
        return self.chosen.get("sort") == DATE

    @property
    def selects(self):
        """(id, label, HTML of the select) of each. Django's widgets take three templates a row."""
        chosen = self.chosen
        for name in [*self.FILTERS, "sort"]:
            options = format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                (
                    (value, _SELECTED if value and value == chosen.get(name) else "", label)
                    for value, label in self.fields[name].choices
                ),
            )
            select = format_html(
                '<select class="search__select" id="id_{}" name="{}">{}</select>',
                name,
                name,
                options,
            )
            yield f"id_{name}", self.fields[name].label, select
