"""Nothing of an edition that is not public stands in any answer to the public."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone, translation
from PIL import Image as Picture

from news import manuscript, manuscripts
from news.manuscript import Row
from news.models import OPEN_STATUSES, Attachment, Edition, Image, Passage, Status
from tests.builders import make_column, make_edition, make_port, make_public, make_user
from tests.public_addresses import Known, public_addresses

pytestmark = pytest.mark.any_database

FIELDS = ["title", "summary", "change_note", "author", "editor", "source"]
# Their readers may be told that they are gone.
WERE_PUBLIC = {"secret-withdrawn-post", "secret-ended-post"}
LANGUAGES = {"zh": "机密", "en": "classified"}


def states():
    """Of every state that readers may not see: its name and the values that make it."""
    now = timezone.now()
    hour = timedelta(hours=1)
    for status in OPEN_STATUSES:
        yield status.value, {"status": status}
    yield "scheduled", {"status": Status.APPROVED, "publish_at": now + hour}
    yield (
        "withdrawn",
        {"status": Status.WITHDRAWN, "publish_at": now - 2 * hour, "withdraw_at": now - hour},
    )
    yield (
        "ended",
        {"status": Status.APPROVED, "publish_at": now - 2 * hour, "withdraw_at": now - hour},
    )


@pytest.fixture
def hidden(db, settings, tmp_path):
    """Everything hidden, full of markers: (markers with what they stand for, what to ask for)."""
    settings.MEDIA_ROOT, settings.MANUSCRIPT_ROOT = tmp_path / "media", tmp_path / "manuscripts"
    column, port = make_column("news"), make_port("laoyemiao")
    markers, posts, files = {}, [], []

    def mark(name, **values):
        edition = marked_edition(name, markers, column=column, ports=[port], **values)
        posts.append(edition.post.slug)
        files.extend(add_files(name, edition, markers))
        return edition

    for name, values in states():
        # Beside the post that was never public, one that is public in an older edition.
        mark(name, slug=f"secret-{name.replace('_', '-')}-post", **values)
        earlier = make_public(
            column=column, ports=[port], publish_at=timezone.now() - timedelta(days=3)
        )
        mark(f"{name} beside public", post=earlier.post, **values)
    superseded = mark(
        "superseded", status=Status.SUPERSEDED, publish_at=timezone.now() - timedelta(days=2)
    )
    make_edition(
        post=superseded.post,
        status=Status.APPROVED,
        publish_at=timezone.now() - timedelta(days=1),
    )
    make_manuscript(markers)
    half = make_public(column=column, ports=[port], title_en="", passages=[("甲", "")])
    markers.update(partly_english(half))
    posts.append(half.post.slug)
    known = Known(
        posts=tuple(dict.fromkeys(posts)),
        ports=(port.slug,),
        files=tuple(files),
        years=(timezone.now().year, timezone.now().year - 1),
    )
    # Slugs of posts that were never public are secret too.
    for edition in Edition.objects.filter(post__slug__startswith="secret-"):
        if not edition.post.releases.filter(public_from__lte=timezone.now()).exists():
            markers[edition.post.slug] = "slug"
    return markers, known


def make_manuscript(markers):
    """One that waits for its confirmation, with a picture."""
    words = {language: marker("manuscript", "row", language) for language in LANGUAGES}
    markers.update({word: f"row ({language}) of a manuscript" for language, word in words.items()})
    picture = BytesIO()
    Picture.new("RGB", (8, 8)).save(picture, "PNG")
    row = Row("figure", **words, image=manuscript.Picture(picture.getvalue()))
    found = manuscripts.store(make_user("writer"), manuscript.Understood(title=words, rows=[row]))
    markers[found.folder] = "folder of a manuscript"
    return found


def marker(name, field, language):
    number = sum(ord(char) * position for position, char in enumerate(name + field, start=1))
    return f"{LANGUAGES[language]}{field.replace('_', '')}{number}x"


def marked_edition(name, markers, **values):
    for field in FIELDS:
        for language in LANGUAGES:
            word = marker(name, field, language)
            markers[word] = f"{field} ({language}) of {name}"
            values[f"{field}_{language}"] = word
    passages = []
    for kind in ["paragraph", "heading2", "list", "quote", "table"]:
        passage = {"kind": kind}
        for language in LANGUAGES:
            word = marker(name, kind, language)
            markers[word] = f"{kind} ({language}) of {name}"
            passage[f"text_{language}"] = word
        passages.append(passage)
    return make_edition(passages=passages, **values)


def add_files(name, edition, markers):
    """Gives an edition a figure, a cover and an attachment; returns the files' names."""
    words = {
        (part, language): marker(name, part, language)
        for part in ["alt", "credit", "caption", "attachment"]
        for language in LANGUAGES
    }
    markers.update({word: f"{part} of {name}" for (part, _language), word in words.items()})
    image = Image(
        **{f"alt_{code}": words["alt", code] for code in LANGUAGES},
        **{f"credit_{code}": words["credit", code] for code in LANGUAGES},
    )
    stem = f"secret{edition.pk}file"
    image.file.save(f"{stem}.webp", ContentFile(stem.encode(), f"{stem}.webp"), save=False)
    image.small.save(f"{stem}-s.webp", ContentFile(stem.encode(), f"{stem}-s.webp"), save=False)
    image.width = image.height = 1
    image.save()
    Passage.objects.create(
        edition=edition,
        position=99,
        kind="figure",
        image=image,
        **{f"text_{code}": words["caption", code] for code in LANGUAGES},
    )
    edition.cover = image
    edition.save()
    attachment = Attachment(
        edition=edition,
        original_name=words["attachment", "en"] + ".pdf",
        **{f"title_{code}": words["attachment", code] for code in LANGUAGES},
    )
    attachment.file.save(f"{stem}.pdf", ContentFile(stem.encode()))
    markers[stem] = f"file of {name}"
    return [image.file.name, image.small.name, attachment.file.name]


def partly_english(edition):
    """A post without English has an English summary by mistake: English readers get no word."""
    word = marker("no English yet", "summary", "en")
    Edition.objects.filter(pk=edition.pk).update(summary_en=word)
    return {word: "summary of a post without English"}


def ask(client, address, **headers):
    response = client.get(address, headers=headers)
    body = b"".join(response)
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    head = re.sub(r"Content-Length: \d+|ETag: .*", "", head)  # follow from the body
    return response.status_code, head + "\n" + body.decode(errors="replace")


def everywhere(known):
    addresses = public_addresses(known)
    for address in addresses:
        yield address
        if "/news/" in address or address.endswith(("/", "/en/")):
            yield f"{address}?page=2"
            yield f"{address}?preview=1&edition=1&draft=1"
    for slug in known.posts:
        for prefix in ["", "/en"]:
            for end in [".pdf", ".json", "/parallel/", "/parallel.pdf", "/preview/", "/print/"]:
                yield f"{prefix}/news/{slug}{end}"
    yield from [
        "/sitemap.xml",
        "/robots.txt",
        "/news/feed.atom",
        "/en/news/feed.atom",
        "/news/column/news/feed.atom",
        "/en/news/column/news/feed.atom",
        "/ports/laoyemiao/feed.atom",
        "/en/ports/laoyemiao/feed.atom",
    ]
    for word in [*LANGUAGES.values(), "secret"]:
        yield f"/search/?q={word}"
        yield f"/en/search/?q={word}"


def leaks(client, known, markers):
    """What of the hidden stands where, beyond what was asked for in the address itself."""
    found = []
    for address in dict.fromkeys(everywhere(known)):
        _status, answer = ask(client, address)
        # The page that says 404 may repeat what it was asked for.
        found += [
            (address, what)
            for word, what in markers.items()
            if word in answer and word not in address
        ]
    return found


def test_no_answer_to_the_public_holds_a_word_of_what_is_hidden(hidden):
    markers, known = hidden
    assert len(markers) > 300

    assert leaks(Client(raise_request_exception=False), known, markers) == []


def test_a_reader_who_signed_in_without_being_staff_sees_no_more(hidden):
    markers, known = hidden
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_user("reader"))

    assert leaks(client, known, markers) == []


def test_staff_see_no_more_on_public_pages_than_readers(hidden, admin_client):
    markers, known = hidden
    pages = Known(posts=known.posts, ports=known.ports, years=known.years)

    assert leaks(admin_client, pages, markers) == []


def test_a_post_that_was_never_public_is_answered_like_one_that_never_was(hidden):
    _markers, known = hidden
    client = Client(raise_request_exception=False)
    for language, _label in site.LANGUAGES:
        with translation.override(language):
            prefix = "" if language == site.LANGUAGE_CODE else f"/{language}"
            status, missing = ask(client, f"{prefix}/news/never-was-there/")
            assert status == 404
            for slug in known.posts:
                if not slug.startswith("secret-") or slug in WERE_PUBLIC:
                    continue
                status, answer = ask(client, f"{prefix}/news/{slug}/")
                assert status == 404, slug
                assert answer.replace(slug, "never-was-there") == missing


def test_the_markers_would_be_found_if_they_were_public(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    markers = {}
    edition = marked_edition("public", markers, status=Status.APPROVED, slug="open-post")
    add_files("public", edition, markers)
    found = leaks(Client(), Known(posts=("open-post",)), markers)

    said = {what for _address, what in found}
    wanted = {f"{part} ({code}) of public" for part in ["title", "paragraph"] for code in LANGUAGES}
    assert wanted <= said


def test_the_count_of_a_list_tells_nothing_of_what_is_hidden(db):
    column = make_column("news")
    make_public(column=column)
    client = Client(raise_request_exception=False)
    before = [ask(client, address)[1] for address in ["/", "/news/", "/news/column/news/"]]
    for name, values in states():
        make_edition(column=column, slug=f"hidden-{name.replace('_', '-')}", **values)

    after = [ask(client, address)[1] for address in ["/", "/news/", "/news/column/news/"]]
    assert after == before
