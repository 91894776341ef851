from modeltranslation.translator import TranslationOptions, register

from ports.models import Citation, Country, ExceptionDay, Port, RegimeChange, StatusChange


@register(Country)
class CountryTranslationOptions(TranslationOptions):
    fields = ["name"]
    required_languages = ["zh", "en"]


@register(Port)
class PortTranslationOptions(TranslationOptions):
    fields = ["name", "counterpart", "prefecture", "county", "introduction"]
    required_languages = {"default": ["name"]}


@register(Citation)
class CitationTranslationOptions(TranslationOptions):
    fields = ["note"]


@register(StatusChange)
class StatusChangeTranslationOptions(TranslationOptions):
    fields = ["reason"]


@register(RegimeChange)
class RegimeChangeTranslationOptions(TranslationOptions):
    fields = ["reason"]


@register(ExceptionDay)
class ExceptionDayTranslationOptions(TranslationOptions):
    fields = ["reason"]
