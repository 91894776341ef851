from datetime import timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.text import clean_line
from ports.calendar import FIRST_DAY, LAST_DAY
from ports.models import Mode, State, Traffic

WANTED = _("Enter a day between 1900 and 2100 in this form: 2022-04-30.")


class DayField(forms.DateField):
    """A day as an address writes it. Unless it is required it may be left out."""

    def __init__(self, *, last=LAST_DAY, required=False, **options):
        super().__init__(
            required=required,
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": WANTED},
            validators=[
                MinValueValidator(FIRST_DAY, message=WANTED),
                MaxValueValidator(last, message=WANTED),
            ],
            **options,
        )

    def to_python(self, value):
        # strptime also takes other scripts' digits and single ones; an address has one form.
        if value and not (isinstance(value, str) and value.isascii() and len(value) == 10):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DayForm(forms.Form):
    """The day of the board, from the address: `?on=2022-04-30`. Left empty it is now."""

    on = DayField()

    @property
    def typed(self) -> str:
        """What was typed, as it may be shown again: one line, cut to a sensible length."""
        return clean_line(self.data.get("on", ""))[:40]


class BoardForm(DayForm):
    """The day and what of the board is shown, from the address. Everything may be left out."""

    FILTERS = ["country", "mode", "traffic", "state"]

    country = forms.ChoiceField(required=False, label=_("Neighbour"))
    mode = forms.ChoiceField(required=False, label=_("Mode"))
    traffic = forms.ChoiceField(required=False, label=_("Traffic"))
    state = forms.ChoiceField(required=False, label=_("State"))

    def __init__(self, *args, countries=(), modes=(), **kwargs):
        """`countries` are those on the board, None for the air ports; `modes` likewise."""
        super().__init__(*args, **kwargs)
        everything = {
            "country": _("All neighbours"),
            "mode": _("All modes"),
            "traffic": _("All traffic"),
            "state": _("All states"),
        }
        choices = {
            "country": [
                (country.code, country.name or country.code) if country else ("air", _("Air ports"))
                for country in countries
            ],
            "mode": [(value, label) for value, label in Mode.choices if value in modes],
            "traffic": Traffic.choices,
            "state": [*State.choices, ("unknown", pgettext_lazy("state", "Not on record"))],
        }
        for name in self.FILTERS:
            self.fields[name].choices = [("", everything[name]), *choices[name]]
            self.fields[name].widget.attrs["class"] = "port-filter__input"

    @property
    def day(self):
        """The day asked for, None for now or where none can be read."""
        return self.cleaned_data.get("on") if self.is_valid() or not self.errors.get("on") else None

    @property
    def filters(self) -> dict:
        """What was chosen, by name. Nothing of a form with a choice that there is not."""
        if any(name in self.errors for name in self.FILTERS):
            return {}
        return {name: self.cleaned_data[name] for name in self.FILTERS if self.cleaned_data[name]}

    @property
    def selects(self):
        return [self[name] for name in self.FILTERS]


class WeeksForm(forms.Form):
    """The first day of the calendar page, from the address: `?from=2025-10-01`."""

    DAYS = 14

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from"] = DayField(last=LAST_DAY - timedelta(days=self.DAYS - 1))

    @property
    def day(self):
        """The day asked for, None for today or where none can be read."""
        return self.cleaned_data["from"] if self.is_valid() else None

    @property
    def typed(self) -> str:
        return clean_line(self.data.get("from", ""))[:40]


class DaysForm(forms.Form):
    """The days of the calendar file, from the address: `?from=2025-10-01&to=2025-10-08`."""

    MOST = 366

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # "from" is a word of Python's own, so the fields are not attributes of the class.
        for name in ("from", "to"):
            self.fields[name] = DayField()

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("to")
        if last and not first:
            raise forms.ValidationError("a last day needs a first one", code="order")
        if first and last and not 0 <= (last - first).days < self.MOST:
            raise forms.ValidationError("too many days, or none", code="order")
        return cleaned
