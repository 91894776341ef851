from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from portal.text import clean_line

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
WANTED = _("Enter a day between 1900 and 2100 in this form: 2022-04-30.")


class DayField(forms.DateField):
    def to_python(self, value):
        # strptime also takes other scripts' digits and single ones; an address has one form.
        if value and not (isinstance(value, str) and value.isascii() and len(value) == 10):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DayForm(forms.Form):
    """The day of the board, from the address: `?on=2022-04-30`. Left empty it is now."""

    on = DayField(
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": WANTED},
        validators=[
            MinValueValidator(FIRST_DAY, message=WANTED),
            MaxValueValidator(LAST_DAY, message=WANTED),
        ],
    )

    @property
    def typed(self) -> str:
        """What was typed, as it may be shown again: one line, cut to a sensible length."""
        return clean_line(self.data.get("on", ""))[:40]


class DaysForm(forms.Form):
    """The days of the calendar file, from the address: `?from=2025-10-01&to=2025-10-08`."""

    MOST = 366

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # "from" is a word of Python's own, so the fields are not attributes of the class.
        for name in ("from", "to"):
            self.fields[name] = DayField(
                required=False,
                input_formats=["%Y-%m-%d"],
                validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
            )

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("to")
        if last and not first:
            raise forms.ValidationError("a last day needs a first one", code="order")
        if first and last and not 0 <= (last - first).days < self.MOST:
            raise forms.ValidationError("too many days, or none", code="order")
        return cleaned
