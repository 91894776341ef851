from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.fields import LineField, PlainTextField, RichTextField
from portal.languages import in_language
from portal.leaving import validate_domains


class Generation(models.Model):
    """One row; see `portal.generation`."""

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="generation_is_one_row")]

    def __str__(self):
        return str(self.number)


class SiteIdentity(models.Model):
    """What the header, footer and meta tags say of the site. One row."""

    name = LineField(_("site name"), max_length=60)
    tagline = LineField(_("tagline"), max_length=120, blank=True)
    domain = LineField(_("main domain"), max_length=100)
    identification_code = LineField(_("site identification code"), max_length=40, blank=True)
    sponsor = LineField(_("sponsor"), max_length=100)
    contact = LineField(_("contact"), max_length=200, blank=True)
    icp_number = LineField(_("ICP filing number"), max_length=60, blank=True)
    police_number = LineField(_("public security filing number"), max_length=60, blank=True)
    is_demonstration = models.BooleanField(
        _("demonstration"),
        default=True,
        help_text=_("Every page then says that the site is a demonstration."),
    )
    is_mourning = models.BooleanField(
        _("day of mourning"),
        default=False,
        help_text=_("The whole public site stands in grey while this is ticked."),
    )
    known_domains = PlainTextField(
        _("domains without a notice"),
        blank=True,
        default="beian.miit.gov.cn\nbeian.mps.gov.cn",
        validators=[validate_domains],
        help_text=_(
            "One domain a line; its subdomains are meant too. Before a link leads anywhere else "
            "outside this site, readers are asked whether they want to leave it."
        ),
    )

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identity")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="site_identity_is_one_row")]

    def __str__(self):
        return in_language(self, "name", "zh")


class BannerQuerySet(models.QuerySet):
    def shown_at(self, instant):
        return self.filter(shown_from__lte=instant).filter(
            Q(shown_until__isnull=True) | Q(shown_until__gt=instant)
        )


class Banner(models.Model):
    """A sentence above every page for a time."""

    text = LineField(_("text"), max_length=200)
    shown_from = models.DateTimeField(_("shown from"))
    shown_until = models.DateTimeField(_("shown until"), null=True, blank=True)

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True) | Q(shown_until__gt=models.F("shown_from")),
                name="banner_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return in_language(self, "text", "zh")


class Page(models.Model):
    """A standing page: about, contact, accessibility, privacy."""

    slug = models.SlugField(_("address"), unique=True)
    title = LineField(_("title"), max_length=100)
    summary = LineField(_("summary"), max_length=200, blank=True)
    body = RichTextField(
        _("text"),
        help_text=_("HTML: headings (h2, h3), paragraphs, bold, links, lists and tables."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "slug"]

    def __str__(self):
        return in_language(self, "title", "zh")

    def get_absolute_url(self):
        return reverse("page", args=[self.slug])

    def clean(self):
        if self.slug in {"site-map", "open-data"}:
            raise ValidationError({"slug": _("This page is made by the site itself.")})


# Of this app, but a subject of its own; Django looks for models here.
from portal.search.models import (  # noqa: E402, F401
    SearchChange,
    SearchEntry,
    SearchMiss,
    SearchState,
)
