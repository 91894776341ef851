"""Which terms of the glossary a released text mentions, kept so that related posts can be found.

A term is found by its Chinese, of which the glossary has each once; Chinese and English of a post
are one document, so both languages have the same relations. A text is read when it is released,
and all of them again for a term that was changed.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import post_save

from news.wording import Term, forms_of

# Of editions read at a time where all are read.
CHUNK = 500


class TermMention(models.Model):
    """A term that a released edition mentions. Made by this module, never by hand."""

    edition = models.ForeignKey("news.Edition", models.CASCADE, related_name="term_mentions")
    term = models.ForeignKey(Term, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "term"], name="term_mention_once_an_edition")
        ]

    def __str__(self):
        return f"{self.edition_id} {self.term_id}"


class Finder:
    """Finds terms in texts. A port is no term here: editors say which ones a post is about."""

    def __init__(self, terms: Iterable):
        """`terms`: (primary key, Chinese spellings as the glossary holds them)."""
        self.forms = [(pk, [form.lower() for form in forms_of(chinese)]) for pk, chinese in terms]

    @classmethod
    def of(cls, model=Term):
        """With the glossary as it stands. One query; a migration gives its own model."""
        return cls(model.objects.exclude(kind=Term.Kind.PORT).values_list("pk", "zh"))

    def found(self, texts: Iterable) -> set:
        """The primary keys of the terms in the Chinese texts of an edition."""
        text = "\n".join(text for text in texts if text).lower()
        return {pk for pk, forms in self.forms if any(form in text for form in forms)}


def write(edition) -> None:
    """Brings the mentions of an edition in step with its text."""
    texts = [edition.title_zh, edition.summary_zh]
    texts += edition.passages.values_list("text_zh", flat=True)
    wanted = Finder.of().found(texts)
    held = set(edition.term_mentions.values_list("term", flat=True))
    if held - wanted:
        edition.term_mentions.filter(term__in=held - wanted).delete()
    TermMention.objects.bulk_create(
        TermMention(edition=edition, term_id=term) for term in sorted(wanted - held)
    )


def write_all(get_model) -> None:
    """Reads every released edition anew. `get_model(name)` gives models, also of a migration."""
    finder, mentions = Finder.of(get_model("Term")), get_model("TermMention")
    mentions.objects.all().delete()
    released = get_model("Release").objects.order_by("edition").values_list("edition", flat=True)
    editions = list(released.distinct())
    for start in range(0, len(editions), CHUNK):
        chunk = editions[start : start + CHUNK]
        texts = {edition: [] for edition in chunk}
        for name, key, fields in [
            ("Edition", "pk", ["title_zh", "summary_zh"]),
            ("Passage", "edition", ["text_zh"]),
        ]:
            rows = get_model(name).objects.filter(**{f"{key}__in": chunk})
            for edition, *found in rows.order_by().values_list(key, *fields):
                texts[edition] += found
        mentions.objects.bulk_create(
            mentions(edition_id=edition, term_id=term)
            for edition in chunk
            for term in sorted(finder.found(texts[edition]))
        )


def refresh(sender, instance, raw=False, **kwargs) -> None:
    """Finds a term that was saved in every released text: two queries and those that write."""
    from news.models import Edition, Passage, Release

    if raw:
        return
    anywhere, in_rows = Q(), Q()
    for form in forms_of(instance.zh):
        anywhere |= Q(title_zh__icontains=form) | Q(summary_zh__icontains=form)
        in_rows |= Q(text_zh__icontains=form)
    wanted = set()
    if in_rows and instance.kind != Term.Kind.PORT:
        rows = Passage.objects.filter(in_rows, edition=OuterRef("pk"))
        released = Edition.objects.filter(Exists(Release.objects.filter(edition=OuterRef("pk"))))
        wanted = set(released.filter(anywhere | Exists(rows)).values_list("pk", flat=True))
    held = set(instance.mentions.values_list("edition", flat=True))
    if held - wanted:
        instance.mentions.exclude(edition__in=wanted).delete()
    TermMention.objects.bulk_create(
        TermMention(edition_id=edition, term=instance) for edition in sorted(wanted - held)
    )


def connect() -> None:
    post_save.connect(refresh, sender=Term, dispatch_uid="term-mentions")
