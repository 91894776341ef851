"""One article as a reader of one language sees it: read in three queries."""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from django.core.files.storage import default_storage
from django.db.models import CharField, F, IntegerField, Value
from django.urls import reverse
from django.utils import timezone

from news.listing import picture
from news.models import Attachment, LanguageState, Passage, Release
from news.rendering import Kind, Picture, Row
from portal.languages import CONTENT_LANGUAGES
from ports.models import Port


@dataclass(frozen=True)
class Article:
    edition_id: int
    slug: str
    url: str
    language: str
    column_id: int
    published_at: datetime
    # When the present edition came out: later than `published_at` for a corrected text.
    revised_at: datetime
    title: str
    summary: str
    change_note: str
    author: str
    editor: str
    source: str
    cover: Picture | None
    # Languages in which the post is public now.
    languages: tuple
    source_language: str
    is_stale: bool


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    # Bytes of a file, 0 for a page.
    size: int = 0

    @property
    def extension(self):
        return self.url.rpartition(".")[2].upper() if self.size else ""


def find(slug: str, language: str) -> Article | None:
    """The public article of an address, or None. One query.

    `languages` comes in the same query, as the switch and hreflang name only what exists.
    """
    now = timezone.now()
    fields = ["title", "summary", "change_note", "author", "editor", "source", "language_state"]
    public = Release.objects.none()
    for code in CONTENT_LANGUAGES:
        public = public | Release.objects.public(code, now)
    # One edition at a time is public in a language, so a language has at most one row.
    found = {
        row["language"]: row
        for row in public.filter(post__slug=slug)
        .order_by()
        .values(
            "language",
            "edition_id",
            "column_id",
            "listed_at",
            "public_from",
            "edition__source_language",
            *(f"edition__{field}_{language}" for field in fields),
            "edition__cover__file",
            "edition__cover__small",
            "edition__cover__width",
            "edition__cover__height",
            f"edition__cover__alt_{language}",
            f"edition__cover__credit_{language}",
        )
    }
    row = found.get(language)
    if row is None:
        return None
    words = {field: row[f"edition__{field}_{language}"] or "" for field in fields}
    state = words.pop("language_state")
    return Article(
        edition_id=row["edition_id"],
        slug=slug,
        url=reverse("news:detail", args=[slug]),
        language=language,
        column_id=row["column_id"],
        published_at=row["listed_at"],
        revised_at=row["public_from"],
        cover=picture(
            row["edition__cover__file"],
            row["edition__cover__small"],
            row["edition__cover__width"],
            row["edition__cover__height"],
            row[f"edition__cover__alt_{language}"],
            row[f"edition__cover__credit_{language}"],
        ),
        languages=tuple(code for code in CONTENT_LANGUAGES if code in found),
        source_language=row["edition__source_language"],
        is_stale=state == LanguageState.STALE and language != row["edition__source_language"],
        **words,
    )


def rows(article: Article) -> list:
    """The passages of an article in its language. One query."""
    language = article.language
    fields = (
        Passage.objects.filter(edition=article.edition_id)
        .order_by("position")
        .values_list(
            "kind",
            "key",
            f"text_{language}",
            "image__file",
            "image__small",
            "image__width",
            "image__height",
            f"image__alt_{language}",
            f"image__credit_{language}",
        )
    )
    return [
        Row(kind=kind, key=key, text=text or "", picture=picture(*image))
        for kind, key, text, *image in fields
    ]


def links(article: Article) -> tuple[list, list]:
    """The ports an article mentions and its attachments, both in its language. One query."""
    language = article.language
    # Only annotations, by the same names: a union goes by the place of its columns.
    columns = ["kind", "place", "key", "target", "label", "bytes"]
    whole, text = IntegerField(), CharField()
    ports = Port.objects.filter(editions=article.edition_id).annotate(
        kind=Value("port", text),
        place=Value(0, whole),
        key=F("pk"),
        target=F("slug"),
        label=F(f"name_{language}"),
        bytes=Value(0, whole),
    )
    attachments = Attachment.objects.filter(edition=article.edition_id).annotate(
        kind=Value("attachment", text),
        place=F("position"),
        key=F("pk"),
        target=F("file"),
        label=F(f"title_{language}"),
        bytes=F("size"),
    )
    found = (
        ports.order_by()
        .values_list(*columns)
        .union(attachments.order_by().values_list(*columns), all=True)
        # Django 6 would order a union by the first model's own ordering, which is no column of it.
        .order_by()
    )
    mentioned, attached = [], []
    for kind, _place, _key, target, label, size in sorted(found, key=itemgetter(0, 1, 2)):
        if not label:
            continue
        if kind == "port":
            mentioned.append(Link(label, reverse("ports:detail", args=[target])))
        else:
            attached.append(Link(label, default_storage.url(target), size))
    return mentioned, attached


def shows_cover(article: Article, passages) -> bool:
    """Whether the cover stands above the text: not when a figure of the text is the same."""
    if article.cover is None:
        return False
    shown = {row.picture.url for row in passages if row.kind == Kind.FIGURE and row.picture}
    return article.cover.url not in shown


def public_elsewhere(slug: str, language: str) -> list:
    """The other languages in which a post is public: (language, title) of each. One query."""
    found = []
    for other in CONTENT_LANGUAGES:
        if other != language:
            title = (
                Release.objects.public(other)
                .filter(post__slug=slug)
                .values_list(f"edition__title_{other}", flat=True)
                .first()
            )
            if title:
                found.append((other, title))
    return found


def was_public(slug: str) -> bool:
    """Whether readers could once see a post, in whatever language."""
    return Release.objects.filter(post__slug=slug, public_until__lte=timezone.now()).exists()
