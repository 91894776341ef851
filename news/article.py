"""One article as a reader of one language sees it: read in three queries."""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from django.core.files.storage import default_storage
from django.db.models import CharField, F, IntegerField, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from news import staleness
from news.listing import picture
from news.models import Attachment, Edition, LanguageState, Passage, Post, Release, Status
from news.rendering import Kind, Picture, Row
from portal.languages import CONTENT_LANGUAGES
from ports.models import Port

# One sentence for each language that a post can be written in.
STALE_NOTICES = {
    "zh": gettext_lazy("Parts of the Chinese text have changed since it was translated."),
    "en": gettext_lazy("Parts of the English text have changed since it was translated."),
}
# What an edition says of itself in each language.
FIELDS = [
    *["title", "summary", "change_note", "author", "editor", "source", "language_state"],
    *["title_fingerprint", "summary_fingerprint", "cover__alt", "cover__credit"],
]


@dataclass(frozen=True)
class Article:
    edition_id: int
    number: int
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
    # Which of "title" and "summary" were translated from words that have changed since.
    stale_parts: frozenset = frozenset()
    # Of the release; 0 in a preview, which has none.
    release_id: int = 0

    @property
    def modified_at(self):
        # English that came later than the edition was new on its own day.
        return max(self.published_at, self.revised_at)


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    # Bytes of a file, 0 for a page.
    size: int = 0
    # Of a port.
    slug: str = ""

    @property
    def extension(self):
        return self.url.rpartition(".")[2].upper() if self.size else ""


def find(slug: str, language: str) -> Article | None:
    """The public article of an address, or None. One query."""
    return find_all(slug).get(language)


def find_all(slug: str) -> dict:
    """The public article of an address in every language that it is public in. One query.

    All are of one edition: it is the post that an edition replaces, not its text in a language.
    """
    now = timezone.now()
    public = Release.objects.none()
    for code in CONTENT_LANGUAGES:
        public = public | Release.objects.public(code, now)
    names = [f"edition__{field}_{code}" for field in FIELDS for code in CONTENT_LANGUAGES]
    found = {
        row["language"]: row
        for row in public.filter(post__slug=slug)
        .order_by()
        .values(
            "pk",
            "language",
            "edition_id",
            "column_id",
            "listed_at",
            "edition__number",
            "edition__publish_at",
            "edition__source_language",
            "edition__cover__file",
            "edition__cover__small",
            "edition__cover__width",
            "edition__cover__height",
            *names,
        )
    }
    languages = tuple(code for code in CONTENT_LANGUAGES if code in found)
    return {code: _article(slug, found[code], code, languages) for code in languages}


def of_edition(edition) -> dict:
    """The article that an edition would be, public or not, in every language that has its title.

    For those who may see what is not public: `news.preview`. One query.
    """
    names = [f"{field}_{code}" for field in FIELDS for code in CONTENT_LANGUAGES]
    names += [f"cover__{name}" for name in ["file", "small", "width", "height"]]
    values = Edition.objects.filter(pk=edition.pk).values("number", "source_language", *names).get()
    row = {f"edition__{name}": value for name, value in values.items()}
    now = timezone.now()
    row["edition_id"], row["column_id"] = edition.pk, edition.post.column_id
    row["public_from"] = row["edition__publish_at"] = edition.publish_at or now
    row["listed_at"] = edition.post.first_published_at or row["public_from"]
    languages = tuple(code for code in CONTENT_LANGUAGES if row[f"edition__title_{code}"])
    return {code: _article(edition.post.slug, row, code, languages) for code in languages}


def _article(slug, row, language, languages):
    words = {field: row[f"edition__{field}_{language}"] or "" for field in FIELDS}
    source_language = row["edition__source_language"]
    is_translation = language != source_language
    state = words.pop("language_state")
    alt, credit = words.pop("cover__alt"), words.pop("cover__credit")
    confirmed = {field: words.pop(f"{field}_fingerprint") for field in ["title", "summary"]}
    stale_parts = [
        field
        for field, fingerprint in confirmed.items()
        if is_translation
        and staleness.translation_state(
            row[f"edition__{field}_{source_language}"] or "", words[field], fingerprint
        )
        == staleness.STALE
    ]
    return Article(
        edition_id=row["edition_id"],
        number=row["edition__number"],
        slug=slug,
        url=reverse("news:detail", args=[slug]),
        language=language,
        column_id=row["column_id"],
        published_at=row["listed_at"],
        revised_at=row["edition__publish_at"],
        cover=picture(
            row["edition__cover__file"],
            row["edition__cover__small"],
            row["edition__cover__width"],
            row["edition__cover__height"],
            alt,
            credit,
        ),
        languages=languages,
        source_language=source_language,
        is_stale=is_translation and state == LanguageState.STALE,
        stale_parts=frozenset(stale_parts),
        release_id=row.get("pk", 0),
        **words,
    )


def rows(article: Article) -> list:
    """The passages of an article in its language. One query.

    A passage that stands only in another language keeps its place, so that its anchor leads there;
    of one that is public in no language nothing is said.
    """
    language = article.language
    others = [code for code in article.languages if code != language]
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
            *(f"text_{code}" for code in others),
        )
    )
    result = []
    for kind, key, text, *rest in fields:
        image, texts = rest[:6], rest[6:]
        elsewhere = next((code for code, other in zip(others, texts, strict=True) if other), "")
        result.append(
            Row(
                kind=kind,
                key=key,
                text=text or "",
                picture=picture(*image),
                only_in="" if text else elsewhere,
            )
        )
    return result


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
            mentioned.append(Link(label, reverse("ports:detail", args=[target]), slug=target))
        else:
            attached.append(Link(label, default_storage.url(target), size))
    return mentioned, attached


def shows_cover(article: Article, passages) -> bool:
    """Whether the cover stands above the text: not when a figure of the text is the same."""
    if article.cover is None:
        return False
    shown = {row.picture.url for row in passages if row.kind == Kind.FIGURE and row.picture}
    return article.cover.url not in shown


def lead_picture(article: Article, passages) -> Picture | None:
    """The picture that stands for an article: its cover, else the first figure of its text."""
    figures = (row.picture for row in passages if row.kind == Kind.FIGURE and row.picture)
    return article.cover or next(figures, None)


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
    # A clock that was set back does not undo what somebody released or withdrew.
    by_act = Q(editions__at_once=True) | Q(
        editions__status=Status.WITHDRAWN,
        editions__withdraw_at__gt=F("editions__publish_at"),
    )
    once = Q(first_published_at__lte=timezone.now()) | by_act
    return Post.objects.filter(once, slug=slug, first_published_at__isnull=False).exists()
