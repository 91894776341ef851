from modeltranslation.translator import TranslationOptions, register

from portal.models import Banner, Page, SiteIdentity


@register(SiteIdentity)
class SiteIdentityTranslationOptions(TranslationOptions):
    fields = ["name", "tagline", "sponsor", "contact"]
    required_languages = ["zh", "en"]


@register(Banner)
class BannerTranslationOptions(TranslationOptions):
    fields = ["text"]
    required_languages = ["zh", "en"]


@register(Page)
class PageTranslationOptions(TranslationOptions):
    fields = ["title", "summary", "body"]
    required_languages = {"default": ["title", "body"]}
