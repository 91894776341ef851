"""What an edition needs beside words that agree: texts, sources, alternative texts, links.

The rules look at the edition as a whole and in each language; what the two languages say of each
other, and how each is written, is for `news.parity`. Both speak in findings.
"""

import html
import re
from dataclasses import dataclass

from news import checking, links, staleness
from news.models import Column, Passage
from news.parity.findings import Finding, Level, Span
from portal.languages import CONTENT_LANGUAGES, in_language

# Han characters and Latin letters at which a line in a list breaks twice on a phone, and at which
# a summary is no summary.
LONGEST = {"title": {"zh": 40, "en": 120}, "summary": {"zh": 200, "en": 500}}
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
LINK_FAULTS = {
    links.Answer.NOWHERE: ("link.nowhere", Level.ERROR),
    links.Answer.NOT_PUBLIC: ("link.not_public", Level.WARNING),
    links.Answer.DEAD: ("link.dead", Level.WARNING),
    links.Answer.UNKNOWN: ("link.silent", Level.HINT),
}
# Words that say nothing of where a link leads, as they stand for the whole link text.
EMPTY_WORDS = {
    *{
        "点击",
        "点此",
        "点击这里",
        "点击此处",
        "请点击",
        "点击查看",
        "这里",
        "此处",
        "详情",
        "查看详情",
    },
    *{"更多", "查看更多", "查看", "链接", "原文", "阅读全文", "全文", "下载", "点击下载"},
    *{"here", "click", "click here", "this", "this link", "link", "more", "read more", "see more"},
    *{"learn more", "details", "download", "full text", "website", "this page", "continue"},
}


@dataclass(frozen=True)
class Link:
    url: str
    text: str


def findings(edition, passages, *, ask=False) -> list[tuple[str, Finding]]:
    """Every rule's findings on an edition: (part, finding), with parts as in `Confirmation`.

    `passages` come with their images. `ask` lets addresses elsewhere be asked over the network,
    which is nothing to do within a transaction. Asks the database once at most for each address
    of this site.
    """
    column = edition.post.column
    found = []
    for language in CONTENT_LANGUAGES:
        found += texts(edition, language, column)
        found += rows(edition, passages, language, column)
        found += pictures(edition, passages, language, column)
        found += dead_links(passages, language, ask)
    return found + headings(passages)


def level_of_absence(edition, language, column):
    """How grave it is that a language lacks something: the column's release rule decides."""
    later = column.release_rule == Column.ReleaseRule.CHINESE_FIRST and language != "zh"
    return Level.HINT if later else Level.ERROR


def finding(code, level, language, spans=(), **values):
    """A finding on one language's text; `language` also stands among the values, by its code."""
    return Finding(
        code,
        level,
        **{language: tuple(spans)},
        values={"language": language, **values},
        comparing=False,
    )


def whole(text):
    return [Span(0, len(text), text)] if text else []


# Title, summary, source, author


def texts(edition, language, column):
    absence = level_of_absence(edition, language, column)
    found = []
    states = dict(zip(["title", "summary"], edition.text_states(language, []), strict=False))
    for name in ["title", "summary"]:
        text = in_language(edition, name, language)
        if not text:
            level = absence if name == "title" else min_level(absence, Level.WARNING)
            found.append((name, finding(f"{name}.missing", level, language)))
            continue
        if states[name] == staleness.STALE:
            found.append((name, finding("row.stale", absence, language, whole(text))))
        limit = LONGEST[name][language]
        if len(text) > limit:
            found.append(
                (
                    name,
                    finding(
                        f"{name}.long",
                        Level.WARNING,
                        language,
                        whole(text),
                        limit=str(limit),
                        length=str(len(text)),
                    ),
                )
            )
    has_words = bool(in_language(edition, "title", language))
    if has_words and not in_language(edition, "source", language):
        found.append(("source", finding("source.missing", Level.ERROR, language)))
    if has_words and not in_language(edition, "author", language):
        found.append(("author", finding("author.missing", Level.WARNING, language)))
    return found


def min_level(first, second):
    """The less grave of two levels."""
    order = [Level.HINT, Level.WARNING, Level.ERROR]
    return min(first, second, key=order.index)


# Rows


def rows(edition, passages, language, column):
    absence = level_of_absence(edition, language, column)
    found = []
    for passage in passages:
        passage.edition = edition
        state = passage.state(language)
        text = checking.plain(in_language(passage, "text", language))
        if state == staleness.STALE:
            found.append((passage.key, finding("row.stale", absence, language, whole(text))))
        elif state == staleness.MISSING or (
            language == edition.source_language
            and not text
            and not passage.no_counterpart
            and any(in_language(passage, "text", other) for other in CONTENT_LANGUAGES)
        ):
            found.append((passage.key, finding("row.missing", absence, language)))
    return found


def headings(passages):
    """A heading of the third level below none of the second: readers who jump by headings miss
    one (WCAG 1.3.1; G141)."""
    found, above = [], False
    for passage in passages:
        if passage.kind == Passage.Kind.HEADING2:
            above = True
        elif passage.kind == Passage.Kind.HEADING3 and not above:
            spans = {
                language: tuple(whole(checking.plain(in_language(passage, "text", language))))
                for language in CONTENT_LANGUAGES
            }
            found.append(
                (passage.key, Finding("heading.jump", Level.ERROR, **spans, comparing=False))
            )
    return found


# Pictures


def pictures(edition, passages, language, column):
    absence = level_of_absence(edition, language, column)
    shown = [(passage.key, passage.image) for passage in passages if passage.image_id]
    if edition.cover_id:
        shown.append(("title", edition.cover))
    found = []
    for part, image in shown:
        alt = in_language(image, "alt", language)
        name = image.original_name or f"{image.pk}"
        if not alt:
            found.append((part, finding("alt.missing", absence, language, image=name)))
        elif alt.strip() == image.original_name or re.fullmatch(r"[\w-]+\.(jpe?g|png|webp)", alt):
            found.append((part, finding("alt.file_name", Level.WARNING, language, image=name)))
    return found


# Links


def links_of(text) -> list[Link]:
    """The links of a stored rich text, in order."""
    return [Link(html.unescape(url), checking.plain(words)) for url, words in LINK.findall(text)]


def dead_links(passages, language, ask):
    texts = {passage.key: in_language(passage, "text", language) for passage in passages}
    by_part = {part: links_of(text) for part, text in texts.items()}
    answers = links.answers([link.url for part in by_part.values() for link in part], ask=ask)
    found = []
    meant = {}
    for part, of_part in by_part.items():
        text = checking.plain(texts[part])
        for link in of_part:
            spans = span_of(text, link.text)
            for code, level in faults(link, answers[link.url], meant):
                found.append(
                    (part, finding(code, level, language, spans, url=link.url, text=link.text))
                )
    return found


def faults(link, answer, meant):
    """What is wrong with a link. `meant` remembers where each text has led so far."""
    words = link.text.casefold().strip(" 。.,，>»›→:：[]【】（）()")
    if not words:
        yield "link.empty", Level.ERROR
    elif words in EMPTY_WORDS:
        yield "link.text", Level.WARNING
    elif re.match(r"(https?://|www\.)", words) and len(words) > 40:
        yield "link.address", Level.HINT
    elif meant.setdefault(words, link.url) != link.url:
        yield "link.same_text", Level.WARNING
    if answer in LINK_FAULTS:
        yield LINK_FAULTS[answer]


def span_of(text, words):
    start = text.find(words) if words else -1
    return [Span(start, start + len(words), words)] if start >= 0 else []
