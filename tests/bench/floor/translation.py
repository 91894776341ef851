from modeltranslation.translator import TranslationOptions, register

from tests.bench.floor.models import Column, Post


@register(Column)
class ColumnTranslationOptions(TranslationOptions):
    fields = ["name"]


@register(Post)
class PostTranslationOptions(TranslationOptions):
    fields = ["title", "summary", "body", "source", "author", "editor"]
