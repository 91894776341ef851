"""The rows of the index that every engine shares, and what readers looked for in vain."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SearchEntry(models.Model):
    """What readers may find at this moment: a post, a port or a page, in all its languages.

    Its key is the order of a result: see `portal.search.index.entry_key`. The words of a post are
    those of the one edition that is public; a row goes when that ends.
    """

    class Kind(models.TextChoices):
        POST = "post", pgettext_lazy("kind of a result", "Post")
        PORT = "port", pgettext_lazy("kind of a result", "Port")
        PAGE = "page", pgettext_lazy("kind of a result", "Page")

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=4, choices=Kind)
    object_id = models.BigIntegerField()
    # The edition that a post's words are of.
    edition_id = models.BigIntegerField(null=True)
    slug = models.CharField(max_length=120)
    # The first publication of a post in any language that it is public in.
    date = models.DateTimeField(null=True)
    # By language: title, lead (what stands below a title) and text, all plain.
    texts = models.JSONField()
    # Of everything above and of the tokens: what is the same is not written again.
    digest = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], name="search_entry_once_an_object"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.slug}"


class SearchState(models.Model):
    """One row: up to which instant and generation the index is in step, and made by what code."""

    looked_at = models.DateTimeField()
    generation = models.PositiveBigIntegerField(default=0)
    # `portal.search.tokens.VERSION` of the last whole build, 0 before the first one.
    built_with = models.PositiveIntegerField(default=0)
    # Which search server outside the database holds everything; "" for none.
    server = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="search_state_is_one_row")
        ]

    def __str__(self):
        return f"{self.looked_at:%Y-%m-%d %H:%M}"


class SearchChange(models.Model):
    """An entry that a search server outside the database has not heard of yet."""

    entry = models.BigIntegerField(unique=True)

    def __str__(self):
        return str(self.entry)


class SearchMiss(models.Model):
    """Words that found nothing: the words alone, how often and when last; no visitor."""

    words = models.CharField(_("words"), max_length=40, unique=True)
    count = models.PositiveIntegerField(_("times"), default=1)
    last_on = models.DateField(_("last on"))

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        ordering = ["-count", "-last_on", "words"]
        indexes = [models.Index(fields=["-count", "-last_on"], name="search_miss_by_count")]

    def __str__(self):
        return self.words
