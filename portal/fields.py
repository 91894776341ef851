"""Model fields that clean what they store, whatever way it came in."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.richtext import MAX_LENGTH, clean_html
from portal.text import clean_line, clean_text


class CleanedMixin:
    """Applies `cleaned` to a value before validation and before every write."""

    @staticmethod
    def cleaned(value):
        raise NotImplementedError

    def _cleaned(self, value):
        return self.cleaned(value) if isinstance(value, str) else value

    def clean(self, value, model_instance):
        return super().clean(self._cleaned(value), model_instance)

    def pre_save(self, model_instance, add):
        value = self._cleaned(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value):
        return super().get_prep_value(self._cleaned(value))


class LineField(CleanedMixin, models.CharField):
    """One line of plain text."""

    cleaned = staticmethod(clean_line)


class PlainTextField(CleanedMixin, models.TextField):
    """Several lines of plain text."""

    cleaned = staticmethod(clean_text)


class RichTextField(CleanedMixin, models.TextField):
    """HTML from the allow list of `portal.richtext`."""

    cleaned = staticmethod(clean_html)

    def clean(self, value, model_instance):
        if isinstance(value, str) and len(value) > MAX_LENGTH:
            raise ValidationError(
                _("This text has %(length)d characters; at most %(limit)d can be stored."),
                code="too_long",
                params={"length": len(value), "limit": MAX_LENGTH},
            )
        return super().clean(value, model_instance)
