from modeltranslation.translator import TranslationOptions, register

from news.models import Attachment, Column, Edition, Image, Passage


@register(Column)
class ColumnTranslationOptions(TranslationOptions):
    fields = ["name", "description"]
    required_languages = {"default": ["name"]}


@register(Image)
class ImageTranslationOptions(TranslationOptions):
    fields = ["alt", "credit"]
    required_languages = {"default": ["alt"]}


@register(Edition)
class EditionTranslationOptions(TranslationOptions):
    fields = [
        "title",
        "summary",
        "change_note",
        "author",
        "editor",
        "source",
        "title_fingerprint",
        "summary_fingerprint",
        "title_confirmed_source",
        "summary_confirmed_source",
        "language_state",
    ]
    required_languages = {"zh": ["title"]}


@register(Passage)
class PassageTranslationOptions(TranslationOptions):
    fields = ["text", "fingerprint", "confirmed_source"]


@register(Attachment)
class AttachmentTranslationOptions(TranslationOptions):
    fields = ["title"]
    required_languages = {"default": ["title"]}
