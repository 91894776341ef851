"""Every wording that was submitted, returned, approved or released, kept whole and for ever.

A version is a JSON document of everything that readers would have seen and of what the editors
knew of it, and a digest of that document. Names stand beside keys, so that it can still be read
when a port was renamed or a picture is gone.
"""

import hashlib
import json

from news.models import CONFIRMED_TEXTS, TEXTS, Version
from portal.languages import CONTENT_LANGUAGES, in_language

# Grows when the form of the document changes; `as_document` reads all that there ever were.
FORMAT = 1


def keep(edition):
    """The `Version` of an edition as it stands, made where these words were not kept yet."""
    document = document_of(edition)
    version, _made = Version.objects.get_or_create(
        edition=edition,
        digest=digest(document),
        defaults={"document": document, "lock_version": edition.lock_version},
    )
    return version


def as_document(version):
    """The document of a version in the newest form; see `document_of` for its shape."""
    # Later forms bring older ones up to date here.
    return version.document


def digest(document):
    """64 hexadecimal digits that stand for exactly this document."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digests_of_languages(edition):
    """{language: what stands for every word of an edition in that language, and its form}.

    The words of one language can change without the other's; both hold the order and the kinds of
    the rows, the pictures and the files.
    """
    return digests_of_document(document_of(edition))


def digests_of_document(document):
    """`digests_of_languages` of what `document_of` returned, also as it was stored."""
    form = {
        "rows": [
            [row["key"], row["kind"], row["no_counterpart"], row["image"] and row["image"]["file"]]
            for row in document["rows"]
        ],
        "files": [each["file"] for each in document["attachments"]],
        "cover": document["cover"] and document["cover"]["file"],
    }
    return {
        language: digest(
            {
                "form": form,
                "texts": {name: texts[language] for name, texts in document["texts"].items()},
                "rows": [row["text"][language] for row in document["rows"]],
                "files": [each["title"][language] for each in document["attachments"]],
                "pictures": [
                    [picture["alt"][language], picture["credit"][language]]
                    for picture in pictures_of(document)
                ],
            }
        )
        for language in CONTENT_LANGUAGES
    }


def pictures_of(document):
    """The pictures of a document: its cover and those of its figures."""
    found = [document["cover"], *(row["image"] for row in document["rows"])]
    return [picture for picture in found if picture]


def document_of(edition):
    """An edition as plain values, without the times of its release, which its log holds:

    {"format": 1, "post": slug, "column": slug, "number": 1, "source_language": "zh",
     "texts": {"title": {"zh", "en"}, …}, "confirmed": {"title": {language: [fingerprint, source]}},
     "rows": [{"key", "kind", "text", "no_counterpart", "image", "confirmed"}],
     "ports": [{"slug", "name"}], "cover": picture or None,
     "attachments": [{"file", "name", "size", "title"}], "accepted": […]}

    A picture is {"id", "file", "small", "width", "height", "alt", "credit"}.
    """
    rows = edition.passages.select_related("image").order_by("position")
    return {
        "format": FORMAT,
        "post": edition.post.slug,
        "column": edition.post.column.slug,
        "number": edition.number,
        "source_language": edition.source_language,
        "texts": {name: in_languages(edition, name) for name in TEXTS},
        "confirmed": {name: confirmed_of(edition, f"{name}_") for name in CONFIRMED_TEXTS},
        "rows": [
            {
                "key": row.key,
                "kind": row.kind,
                "text": in_languages(row, "text"),
                "no_counterpart": row.no_counterpart,
                "image": picture_of(row.image),
                "confirmed": confirmed_of(row),
            }
            for row in rows
        ],
        "ports": [
            {"slug": port.slug, "name": in_languages(port, "name")}
            for port in edition.ports.order_by("slug")
        ],
        "cover": picture_of(edition.cover),
        "attachments": [
            {
                "file": each.file.name,
                "name": each.original_name,
                "size": each.size,
                "title": in_languages(each, "title"),
            }
            for each in edition.attachments.order_by("position", "pk")
        ],
        "accepted": accepted_of(edition),
    }


def in_languages(instance, name):
    return {language: in_language(instance, name, language) for language in CONTENT_LANGUAGES}


def confirmed_of(holder, prefix=""):
    return {
        language: [
            in_language(holder, f"{prefix}fingerprint", language),
            in_language(holder, f"{prefix}confirmed_source", language),
        ]
        for language in CONTENT_LANGUAGES
    }


def picture_of(image):
    if image is None:
        return None
    return {
        "id": image.pk,
        "file": image.file.name,
        "small": image.small.name,
        "width": image.width,
        "height": image.height,
        "alt": in_languages(image, "alt"),
        "credit": in_languages(image, "credit"),
    }


def accepted_of(edition):
    """The findings that were left as they are, with their words and reasons."""
    return [
        {
            "part": each.part,
            "code": each.code,
            "level": each.level,
            "digest": each.digest,
            "values": each.values,
            "words": [words for words in [each.words_zh, each.words_en] if words],
            "reason": each.reason,
            "by": each.by.get_username() if each.by else "",
            "at": each.at.isoformat(),
        }
        for each in edition.accepted_findings.select_related("by").order_by("pk")
    ]
