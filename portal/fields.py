"""Model fields that clean what they store, whatever way it came in."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.richtext import MAX_LENGTH, TooIntricate, clean_html, is_safe_url
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
        value = super().pre_save(model_instance, add)
        cleaned = self._cleaned(value)
        # Only a change is written back: the unsuffixed name of a translated field reads "" where
        # its column holds NULL, and writing that would lose the difference.
        if cleaned != value:
            setattr(model_instance, self.attname, cleaned)
        return cleaned

    def get_prep_value(self, value):
        return super().get_prep_value(self._cleaned(value))


class LineField(CleanedMixin, models.CharField):
    """One line of plain text."""

    cleaned = staticmethod(clean_line)


class LinkField(LineField):
    """The address of a page elsewhere; what `is_safe_url` refuses is never stored."""

    @staticmethod
    def cleaned(value):
        value = clean_line(value)
        return value if is_absolute(value) else ""

    def deconstruct(self):
        # What is stored is a line; how it is checked is no matter for a migration.
        name, _path, args, kwargs = super().deconstruct()
        return name, "portal.fields.LineField", args, kwargs

    def clean(self, value, model_instance):
        if isinstance(value, str) and value.strip() and not self.cleaned(value):
            raise ValidationError(
                _("Give a full address that begins with https:// or http://."), code="unsafe_link"
            )
        return super().clean(value, model_instance)


def is_absolute(url):
    return url.lower().startswith(("https://", "http://")) and is_safe_url(url)


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
        try:
            return super().clean(value, model_instance)
        except TooIntricate as error:
            raise ValidationError(
                _("This text has too many tags to be stored. Paste it as plain text, or in parts."),
                code="too_intricate",
            ) from error
        except ValueError as error:
            raise ValidationError(
                _("Written as HTML, this text is longer than %(limit)d characters."),
                code="too_long",
                params={"limit": MAX_LENGTH},
            ) from error
