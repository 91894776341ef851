import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news import staleness
from news.term_mentions import TermMention  # noqa: F401  (a model of this app)
from news.wording import Level, Term, Wording  # noqa: F401  (the last two are this app's models)
from portal.fields import LineField, PlainTextField, RichTextField
from portal.languages import CONTENT_LANGUAGES, in_language
from ports.models import Port, StatusChange


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError("rows of a log are added, never changed")

    def delete(self):
        raise TypeError("rows of a log are added, never deleted")

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            raise TypeError("rows of a log are added, never changed")
        return super().bulk_create(objs, *args, **kwargs)


class Log(models.Model):
    """Rows that are added, never edited or deleted, by whatever way."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError(f"{self._meta.verbose_name_plural} are added, never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError(f"{self._meta.verbose_name_plural} are added, never deleted")


class Column(models.Model):
    """栏目: what the site's posts are filed under."""

    class ReleaseRule(models.TextChoices):
        TOGETHER = "together", _("both languages together")
        CHINESE_FIRST = "chinese_first", _("Chinese first, English by a deadline")

    slug = models.SlugField(_("address"), unique=True)
    name = LineField(_("name"), max_length=40)
    description = LineField(_("description"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    update_interval = models.PositiveSmallIntegerField(
        _("update interval (days)"),
        default=14,
        help_text=_("The longest time without a new post: 14 days for news, 180 for policy."),
    )
    release_rule = models.CharField(
        _("release rule"), max_length=20, choices=ReleaseRule, default=ReleaseRule.TOGETHER
    )
    english_deadline = models.PositiveSmallIntegerField(
        _("English deadline (days)"),
        default=3,
        help_text=_("Counted from the release in Chinese, where Chinese may come first."),
    )
    reviews_required = models.PositiveSmallIntegerField(
        _("reviews required"), default=3, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    proofreadings_required = models.PositiveSmallIntegerField(
        _("proofreadings required"),
        default=1,
        validators=[MaxValueValidator(3)],
        help_text=_(
            "How many people have to proofread each language before the approval, from 0 to 3. "
            "Three are one for each review."
        ),
    )

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviews_required__range=(1, 3)), name="column_has_one_to_three_reviews"
            ),
            models.CheckConstraint(
                condition=Q(proofreadings_required__lte=3),
                name="column_has_at_most_three_proofreadings",
            ),
        ]

    def __str__(self):
        return in_language(self, "name", "zh")

    def get_absolute_url(self):
        return reverse("news:column", args=[self.slug])


class Image(models.Model):
    """A picture as it was re-encoded on upload, in two sizes; see `news.images`."""

    file = models.ImageField(
        _("file"), upload_to="images/", width_field="width", height_field="height", db_index=True
    )
    small = models.ImageField(
        _("small size"), upload_to="images/", editable=False, blank=True, db_index=True
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    original_name = LineField(_("original name"), max_length=200, blank=True, editable=False)
    alt = LineField(
        _("alternative text"),
        max_length=300,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    credit = LineField(_("credit"), max_length=120, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("uploaded by"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return in_language(self, "alt", "zh")


class Post(models.Model):
    """The identity of a piece of news. Its words stand in editions; its address never changes."""

    slug = models.SlugField(
        _("address"),
        unique=True,
        max_length=120,
        help_text=_("Latin letters, digits and hyphens. It cannot be changed after release."),
    )
    column = models.ForeignKey(
        Column, models.PROTECT, related_name="posts", verbose_name=_("column")
    )
    first_published_at = models.DateTimeField(
        _("first publication"), null=True, blank=True, editable=False, db_index=True
    )
    latest_edition = models.OneToOneField(
        "Edition",
        models.SET_NULL,
        verbose_name=_("latest edition"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    announces = models.ManyToManyField(
        StatusChange, verbose_name=_("announces"), related_name="posts", blank=True
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="post_by_creation")]

    def __str__(self):
        return self.slug

    def get_absolute_url(self):
        return reverse("news:detail", args=[self.slug])

    def save(self, *args, **kwargs):
        from news import release

        super().save(*args, **kwargs)
        release.rebuild(self)


class Status(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("status of an edition", "Draft")
    RETURNED = "returned", pgettext_lazy("status of an edition", "Returned")
    FIRST_REVIEW = "first_review", pgettext_lazy("status of an edition", "First review")
    SECOND_REVIEW = "second_review", pgettext_lazy("status of an edition", "Second review")
    FINAL_REVIEW = "final_review", pgettext_lazy("status of an edition", "Final review")
    APPROVED = "approved", pgettext_lazy("status of an edition", "Approved")
    SUPERSEDED = "superseded", pgettext_lazy("status of an edition", "Superseded")
    WITHDRAWN = "withdrawn", pgettext_lazy("status of an edition", "Withdrawn")


# An edition on its way. There is at most one of a post; the others are its past and its present.
OPEN_STATUSES = [
    Status.DRAFT,
    Status.RETURNED,
    Status.FIRST_REVIEW,
    Status.SECOND_REVIEW,
    Status.FINAL_REVIEW,
]
REVIEW_STATUSES = [Status.FIRST_REVIEW, Status.SECOND_REVIEW, Status.FINAL_REVIEW]
RELEASED_STATUSES = [Status.APPROVED, Status.SUPERSEDED, Status.WITHDRAWN]


class LanguageState(models.TextChoices):
    MISSING = staleness.MISSING, pgettext_lazy("state of a text", "Missing")
    STALE = staleness.STALE, pgettext_lazy("state of a text", "Stale")
    COMPLETE = staleness.COMPLETE, pgettext_lazy("state of a text", "Complete")


# What an edition says in each language. The first ones follow the rule of staleness, like passages.
CONFIRMED_TEXTS = ["title", "summary"]
TEXTS = [*CONFIRMED_TEXTS, "change_note", "author", "editor", "source"]


class EditionQuerySet(models.QuerySet):
    def unconfirmed_emergencies(self):
        """Released by one person in an emergency; nobody else has looked at them since."""
        # Django words "= True" as the bare column, for which SQLite takes no index.
        return self.filter(awaits_confirmation__in=[True])


class Edition(models.Model):
    """One version of a post's content in all languages. Frozen once it is approved."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="editions", verbose_name=_("post"))
    number = models.PositiveIntegerField(_("edition"))
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False
    )
    source_language = models.CharField(
        _("written in"),
        max_length=5,
        choices=[(code, settings.LANGUAGE_NAMES[code]) for code in CONTENT_LANGUAGES],
        default=settings.MODELTRANSLATION_DEFAULT_LANGUAGE,
        help_text=_("The language that the other one is translated from."),
    )
    title = LineField(_("title"), max_length=200)
    summary = PlainTextField(_("summary"), max_length=600, blank=True)
    change_note = PlainTextField(
        _("public change note"),
        max_length=600,
        blank=True,
        help_text=_("What was corrected, as readers will see it."),
    )
    author = LineField(_("author"), max_length=100, blank=True)
    editor = LineField(_("responsible editor"), max_length=100, blank=True)
    source = LineField(_("source"), max_length=160, blank=True)
    cover = models.ForeignKey(
        Image, models.PROTECT, verbose_name=_("cover"), related_name="+", null=True, blank=True
    )
    ports = models.ManyToManyField(
        Port, verbose_name=_("ports mentioned"), related_name="editions", blank=True
    )
    publish_at = models.DateTimeField(
        _("release at"),
        null=True,
        blank=True,
        help_text=_("Left empty: released at the moment of approval."),
    )
    withdraw_at = models.DateTimeField(_("withdraw at"), null=True, blank=True)
    # Released by the approval itself, so that no clock that is set back takes it out of public.
    at_once = models.BooleanField(default=False, editable=False)
    # Released in an emergency and not confirmed since; the log says by whom and why.
    awaits_confirmation = models.BooleanField(
        _("second review overdue"), default=False, editable=False
    )
    lock_version = models.PositiveIntegerField(default=1, editable=False)
    title_fingerprint = models.CharField(max_length=16, blank=True, editable=False)
    summary_fingerprint = models.CharField(max_length=16, blank=True, editable=False)
    title_confirmed_source = LineField(max_length=200, blank=True, default="", editable=False)
    summary_confirmed_source = PlainTextField(blank=True, default="", editable=False)
    language_state = models.CharField(
        _("state"),
        max_length=10,
        choices=LanguageState,
        default=LanguageState.MISSING,
        editable=False,
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", editable=False, blank=True
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("changed by"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["post", "-number"]
        permissions = [
            ("submit_edition", _("Can submit an edition for review")),
            ("first_review_edition", _("Can give the first review")),
            ("second_review_edition", _("Can give the second review")),
            ("final_review_edition", _("Can give the final review")),
            ("withdraw_edition", _("Can withdraw a released edition")),
            ("proofread_edition", _("Can proofread an edition")),
            ("emergency_release_edition", _("Can release an edition in an emergency")),
            ("confirm_emergency_edition", _("Can confirm an emergency release")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="edition_number_once_a_post"),
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(status__in=OPEN_STATUSES),
                name="edition_one_on_its_way_a_post",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN_STATUSES) | Q(publish_at__isnull=False),
                name="edition_released_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN) | Q(withdraw_at__isnull=False),
                name="edition_withdrawn_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(withdraw_at__isnull=True)
                | Q(publish_at__isnull=True)
                | Q(withdraw_at__gte=F("publish_at")),
                name="edition_withdrawn_after_release",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-updated_at"], name="edition_by_status"),
            models.Index(
                fields=["awaits_confirmation", "-updated_at"], name="edition_by_confirmation"
            ),
            # English texts that are late; see `news.desk`.
            models.Index(fields=["language_state_en", "status"], name="edition_by_english"),
        ]

    def __str__(self):
        title = in_language(self, "title", "zh") or in_language(self, "title", "en")
        return f"{title or self.post} ({self.number})"

    @property
    def is_frozen(self):
        """Whether changing the words needs a new edition."""
        return self.status in RELEASED_STATUSES

    def save(self, *args, **kwargs):
        from news import release

        super().save(*args, **kwargs)
        if self.status in RELEASED_STATUSES or self.releases.exists():
            release.rebuild(self.post)

    def text_states(self, language, passages=None):
        """The states of title, summary and every passage in a language, in that order."""
        source = self.source_language
        parts = [
            (
                in_language(self, field, source),
                in_language(self, field, language),
                in_language(self, f"{field}_fingerprint", language),
                True,
            )
            for field in ["title", "summary"]
        ]
        for passage in self.passages.all() if passages is None else passages:
            parts.append(
                (
                    in_language(passage, "text", source),
                    in_language(passage, "text", language),
                    in_language(passage, "fingerprint", language),
                    not passage.no_counterpart,
                )
            )
        if language == source:
            return [
                staleness.CURRENT
                if staleness.fingerprint(text)
                else (staleness.MISSING if index == 0 else staleness.NOT_NEEDED)
                for index, (text, _translation, _confirmed, _needed) in enumerate(parts)
            ]
        return [
            staleness.translation_state(text, translation, confirmed, needed=needed)
            for text, translation, confirmed, needed in parts
        ]

    def refresh_language_states(self):
        """Computes `language_state` of every language from the texts. Does not save."""
        passages = list(self.passages.all()) if self.pk else []
        for language in CONTENT_LANGUAGES:
            state = staleness.overall(self.text_states(language, passages))
            if not passages:
                state = staleness.MISSING
            setattr(self, f"language_state_{language}", state)

    def confirm_translations(self, languages=CONTENT_LANGUAGES):
        """Confirms title and summary against their source as it stands. Does not save."""
        for language in languages:
            for field in ["title", "summary"]:
                source = in_language(self, field, self.source_language)
                setattr(self, f"{field}_fingerprint_{language}", staleness.fingerprint(source))
                if language != self.source_language:
                    setattr(self, f"{field}_confirmed_source_{language}", source)


def new_key():
    """A passage's stable anchor: eight letters and digits, the first one a letter."""
    letters = "abcdefghijkmnpqrstuvwxyz"
    return secrets.choice(letters) + "".join(
        secrets.choice(letters + "23456789") for _place in range(7)
    )


class Passage(models.Model):
    """A row of an edition: the same piece of text in all languages."""

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", _("Paragraph")
        HEADING2 = "heading2", _("Heading 2")
        HEADING3 = "heading3", _("Heading 3")
        LIST = "list", _("List")
        QUOTE = "quote", _("Quote")
        TABLE = "table", _("Table")
        FIGURE = "figure", _("Figure")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="passages")
    position = models.IntegerField(_("position"))
    key = models.CharField(_("anchor"), max_length=8, default=new_key, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PARAGRAPH)
    text = RichTextField(_("text"), blank=True)
    image = models.ForeignKey(
        Image,
        models.PROTECT,
        verbose_name=_("image"),
        related_name="passages",
        null=True,
        blank=True,
        help_text=_("For a figure; the text is then its caption."),
    )
    no_counterpart = models.BooleanField(
        _("no counterpart needed"),
        default=False,
        help_text=_("This row stands in one language only."),
    )
    fingerprint = models.CharField(max_length=16, blank=True, editable=False)
    confirmed_source = RichTextField(blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        # By the key itself: "edition" would join editions and posts for their own orders.
        ordering = ["edition_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="passage_position_once_an_edition"
            ),
            models.UniqueConstraint(fields=["edition", "key"], name="passage_key_once_an_edition"),
            models.CheckConstraint(
                condition=~Q(kind="figure") | Q(image__isnull=False),
                name="passage_figure_has_an_image",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.position}"

    # Set by a form whose picture becomes an image with the save itself.
    awaits_image = False

    def clean(self):
        if self.kind == self.Kind.FIGURE and not self.image_id and not self.awaits_image:
            raise ValidationError({"image": _("A figure needs an image.")})

    def validate_constraints(self, exclude=None):
        super().validate_constraints({*(exclude or ()), *(["image"] if self.awaits_image else [])})

    def confirm_translations(self, languages=CONTENT_LANGUAGES):
        """Confirms the translations against their source as it stands. Does not save."""
        source = in_language(self, "text", self.edition.source_language)
        for language in languages:
            setattr(self, f"fingerprint_{language}", staleness.fingerprint(source))
            if language != self.edition.source_language:
                setattr(self, f"confirmed_source_{language}", source)

    def state(self, language):
        """MISSING, CURRENT, STALE or NOT_NEEDED; see `news.staleness`."""
        source_language = self.edition.source_language
        source = in_language(self, "text", source_language)
        if language == source_language:
            return staleness.CURRENT if staleness.fingerprint(source) else staleness.NOT_NEEDED
        return staleness.translation_state(
            source,
            in_language(self, "text", language),
            in_language(self, "fingerprint", language),
            needed=not self.no_counterpart,
        )


class Attachment(models.Model):
    """A document to download with an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="attachments")
    file = models.FileField(_("file"), upload_to="attachments/", db_index=True)
    original_name = LineField(_("original name"), max_length=200, blank=True, editable=False)
    title = LineField(_("title"), max_length=200)
    size = models.PositiveIntegerField(_("size (bytes)"), default=0, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["edition_id", "position", "pk"]

    def __str__(self):
        return in_language(self, "title", "zh")


class Confirmation(Log):
    """Who said of which translation that it renders its source. Added, never edited or deleted.

    It goes only with a draft that was never submitted, when its author deletes that.
    """

    class Kind(models.TextChoices):
        EDITED = "edited", _("translated or edited")
        STILL_CORRECT = "still_correct", _("still correct")
        MINOR_EDIT = "minor_edit", _("minor edit of the source")

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="confirmations", verbose_name=_("edition")
    )
    part = models.CharField(
        _("part"), max_length=8, help_text=_("“title”, “summary” or a passage's anchor.")
    )
    language = models.CharField(_("language"), max_length=5)
    kind = models.CharField(_("kind of confirmation"), max_length=15, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        related_name="confirmations",
        null=True,
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    fingerprint = models.CharField(
        _("fingerprint of the source"), max_length=16, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.part} {self.language}: {self.get_kind_display()}"


class Version(Log):
    """Everything that an edition said when it was moved; see `news.versions`.

    One row for each wording: an edition that comes back to the same words comes back to its row.
    """

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="versions", verbose_name=_("edition")
    )
    lock_version = models.PositiveIntegerField(_("version of the text"))
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    document = models.JSONField(editable=False)

    class Meta:
        verbose_name = _("stored version")
        verbose_name_plural = _("stored versions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "digest"], name="version_once_an_edition_and_wording"
            )
        ]

    def __str__(self):
        return f"{self.edition_id} @ {self.lock_version}"


class Proofreading(Log):
    """Who proofread which language of an edition, when. It holds for exactly these words."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="proofreadings", verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=5)
    stage = models.CharField(_("stage"), max_length=20, choices=Status)
    lock_version = models.PositiveIntegerField(_("version of the text"))
    digest = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        related_name="proofreadings",
        null=True,
    )

    class Meta:
        verbose_name = _("proofreading")
        verbose_name_plural = _("proofreadings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language", "digest", "by"],
                name="proofreading_once_a_person_and_wording",
            )
        ]

    def __str__(self):
        return f"{self.edition_id} {self.language} @ {self.lock_version}"


class AcceptedFinding(Log):
    """Who left which finding as it is, and why. Added, never edited or deleted.

    It holds for as long as the words that were found stand in the text, in whatever edition: a
    new edition takes it along. It goes only with a draft that was never submitted.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="accepted_findings", verbose_name=_("edition")
    )
    part = models.CharField(
        _("part"), max_length=16, help_text=_("The name of a text, or a passage's anchor.")
    )
    code = models.CharField(_("finding"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    digest = models.CharField(_("digest of the words"), max_length=16)
    # What was found, for the record, as the text may change.
    values = models.JSONField(default=dict, blank=True)
    words_zh = models.TextField(_("Chinese"), blank=True)
    words_en = models.TextField(_("English"), blank=True)
    reason = PlainTextField(_("reason"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        related_name="accepted_findings",
        null=True,
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("accepted finding")
        verbose_name_plural = _("accepted findings")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.part} {self.code}"


class Transition(Log):
    """Who moved which edition from what to what, when and why. Added, never edited or deleted."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", pgettext_lazy("kind of transition", "ordinary")
        EMERGENCY = "emergency", pgettext_lazy("kind of transition", "emergency release")
        CONFIRMATION = "confirmation", pgettext_lazy("kind of transition", "confirmed afterwards")
        # A draft whose text gave way to an older version; the log keeps what it said.
        RESTORATION = "restoration", pgettext_lazy("kind of transition", "replaced by a version")

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="transitions", verbose_name=_("edition")
    )
    from_status = models.CharField(_("from"), max_length=20, choices=Status)
    to_status = models.CharField(_("to"), max_length=20, choices=Status)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        related_name="transitions",
        null=True,
    )
    reason = PlainTextField(_("reason"), blank=True)
    lock_version = models.PositiveIntegerField(_("version of the text"), default=1)
    version = models.ForeignKey(
        Version,
        models.PROTECT,
        verbose_name=_("stored version"),
        related_name="transitions",
        null=True,
        editable=False,
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind, default=Kind.ORDINARY, editable=False
    )

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"


class ReleaseQuerySet(models.QuerySet):
    def public(self, language, instant=None):
        """What readers of a language may see at an instant, newest first."""
        instant = instant or timezone.now()
        return self.filter(
            language=language,
            public_from__lte=instant,
            public_until__gt=instant,
        )


class Release(models.Model):
    """An edition's time in public in one language. Made by `news.release`, never by hand.

    One narrow row for each edition and language keeps lists on an index however long the texts
    are. `public_until` is far in the future where no end is known, `public_from` far in the past
    where a person released it at once; `listed_at` is when the post first came out in the language.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="releases")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="releases")
    column = models.ForeignKey(Column, models.PROTECT, related_name="releases")
    language = models.CharField(max_length=5)
    listed_at = models.DateTimeField()
    public_from = models.DateTimeField()
    public_until = models.DateTimeField()

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-listed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language"], name="release_once_an_edition_and_language"
            ),
            models.CheckConstraint(
                condition=Q(public_until__gt=F("public_from")), name="release_ends_after_it_starts"
            ),
        ]
        indexes = [
            models.Index(
                fields=["language", "-listed_at", "-id", "public_from", "public_until"],
                name="release_of_language",
            ),
            models.Index(
                fields=["language", "column", "-listed_at", "-id", "public_from", "public_until"],
                name="release_of_column",
            ),
            models.Index(
                fields=["post", "language", "public_from", "public_until"], name="release_of_post"
            ),
            models.Index(fields=["public_from"], name="release_starts"),
            models.Index(fields=["public_until"], name="release_ends"),
        ]

    def __str__(self):
        return f"{self.edition_id} {self.language}"


class MailDigest(models.Model):
    """The last mail to a reviewer of what waits for them; see `news.digests`."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user")
    )
    sent_at = models.DateTimeField(_("sent at"))
    # Its posts as "edition:lock version": a mail goes out only where there are others.
    named = models.JSONField(default=list)

    class Meta:
        verbose_name = _("mail digest")
        verbose_name_plural = _("mail digests")

    def __str__(self):
        return f"{self.user_id} {self.sent_at}"


class PreviewLink(models.Model):
    """A link to an edition before its release, for people without an account."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="preview_links", verbose_name=_("edition")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("made by"),
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("ends at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ended by"),
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.edition_id} {self.expires_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self):
        return self.ended_at is None and timezone.now() < self.expires_at


# Of this app, but a subject of its own; Django looks for models here.
from news.manuscripts import Manuscript  # noqa: E402, F401
