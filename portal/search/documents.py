"""What is to be found: posts, ports and pages as they may be read at an instant."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone, translation

from news.checking import plain
from news.models import Attachment, Edition, Passage, Release
from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES, in_language
from portal.models import Page
from portal.search import tokens
from ports.models import Mode, Port, Traffic


@dataclass
class Document:
    """One thing to be found. `texts` are of the languages that it is public in."""

    kind: str
    object_id: int
    slug: str
    texts: dict
    edition_id: int | None = None
    date: datetime | None = None
    # Names beside the titles, and words that stand nowhere in the texts.
    names: list = field(default_factory=list)
    words: list = field(default_factory=list)
    # Tokens that filters and names ask for: "column:news", "port:horgos".
    marks: list = field(default_factory=list)

    def tokens(self) -> set[str]:
        titles = [text["title"] for text in self.texts.values()]
        head = tokens.tokens("\n".join([*titles, *self.names]))
        whole = "\n".join(
            [*self.words, *(text[part] for text in self.texts.values() for part in text)]
        )
        found = head | tokens.tokens(whole) | {f"lang:{language}" for language in self.texts}
        found.add(f"in:{self.kind}")
        found.update(self.marks)
        found.update(tokens.HEAD + token for token in head)
        if self.kind == "port":
            found.add(f"{tokens.HEAD}port:{self.slug}")
        return found


def text_of(title, lead="", text=""):
    return {"title": title, "lead": lead, "text": text}


def posts(keys, instant):
    """The documents of those posts, of some, that are public at an instant. Six queries."""
    public = defaultdict(dict)
    for language in CONTENT_LANGUAGES:
        rows = Release.objects.public(language, instant).filter(post__in=keys)
        for row in rows.values_list(
            "post_id", "edition_id", "listed_at", "column__slug", "post__slug"
        ):
            public[row[0]][language] = row[1:]
    editions = {
        edition_id: list(languages)
        for languages in public.values()
        for edition_id, *_rest in languages.values()
    }
    titles = _texts(Edition.objects.filter(pk__in=editions), "pk", ["title", "summary", "source"])
    passages = _texts(
        Passage.objects.filter(edition__in=editions).order_by("edition_id", "position"),
        "edition_id",
        ["text", "image__alt"],
    )
    attachments = _texts(Attachment.objects.filter(edition__in=editions), "edition_id", ["title"])
    mentioned = defaultdict(list)
    links = Edition.ports.through.objects.filter(edition__in=editions)
    for edition_id, slug in links.values_list("edition_id", "port__slug"):
        mentioned[edition_id].append(f"port:{slug}")
    for key, languages in public.items():
        edition_id, _listed, column, slug = next(iter(languages.values()))
        date = min(row[1] for row in languages.values())
        texts = {}
        for language in languages:
            ((title, summary, source),) = titles[edition_id, language]
            parts = [plain(part) for row in passages[edition_id, language] for part in row if part]
            parts += [row[0] for row in attachments[edition_id, language] if row[0]]
            texts[language] = text_of(
                title, summary or "", "\n".join([*parts, source or ""]).strip()
            )
        yield Document(
            "post",
            key,
            slug,
            texts,
            edition_id=edition_id,
            date=date,
            marks=[
                f"column:{column}",
                f"year:{timezone.localtime(date).year}",
                *mentioned[edition_id],
            ],
        )


def _texts(queryset, key, fields):
    """{(key, language): [the texts of each row]}. One query."""
    columns = [f"{name}_{language}" for language in CONTENT_LANGUAGES for name in fields]
    found = defaultdict(list)
    for owner, *texts in queryset.values_list(key, *columns):
        for place, language in enumerate(CONTENT_LANGUAGES):
            own = texts[place * len(fields) : (place + 1) * len(fields)]
            found[owner, language].append(own)
    return found


def ports():
    """The documents of all ports. Three queries."""
    for port in Port.objects.select_related("country").prefetch_related("aliases", "services"):
        texts, words = {}, []
        names = [port.pinyin, port.pinyin.replace(" ", "")]
        names += [alias.text for alias in port.aliases.all()]
        for language in CONTENT_LANGUAGES:
            country = in_language(port.country, "name", language) if port.country else ""
            counterpart = in_language(port, "counterpart", language)
            names += [country, counterpart]
            with translation.override(DJANGO_CODES[language]):
                services = port.services.all()
                labels = [str(Mode(service.mode).label) for service in services]
                labels += [str(Traffic(service.traffic).label) for service in services]
            words += dict.fromkeys(labels)
            title = in_language(port, "name", language)
            if title:
                places = [in_language(port, part, language) for part in ["county", "prefecture"]]
                lead = ("，" if language == "zh" else ", ").join(filter(None, [*places, country]))
                texts[language] = text_of(title, lead, in_language(port, "introduction", language))
        yield Document(
            "port",
            port.pk,
            port.slug,
            texts,
            names=[name for name in names if name],
            words=words,
            marks=[f"port:{port.slug}"],
        )


def pages():
    """The documents of all standing pages. One query."""
    for page in Page.objects.all():
        texts = {
            language: text_of(
                in_language(page, "title", language),
                in_language(page, "summary", language),
                plain(in_language(page, "body", language)),
            )
            for language in CONTENT_LANGUAGES
            if in_language(page, "title", language)
        }
        yield Document("page", page.pk, page.slug, texts)
