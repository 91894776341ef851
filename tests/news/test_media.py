from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.media import media
from news.models import Attachment, Image, Passage, Status
from tests.builders import make_edition, make_user

HIDDEN = {
    "draft": {"status": Status.DRAFT},
    "returned": {"status": Status.RETURNED},
    "first review": {"status": Status.FIRST_REVIEW},
    "second review": {"status": Status.SECOND_REVIEW},
    "final review": {"status": Status.FINAL_REVIEW},
    "scheduled": {"status": Status.APPROVED, "publish_at": timedelta(hours=1)},
    "withdrawn": {
        "status": Status.WITHDRAWN,
        "publish_at": timedelta(hours=-2),
        "withdraw_at": timedelta(hours=-1),
    },
    "ended": {
        "status": Status.APPROVED,
        "publish_at": timedelta(hours=-2),
        "withdraw_at": timedelta(hours=-1),
    },
    "superseded": {"status": Status.SUPERSEDED, "publish_at": timedelta(hours=-2)},
}


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def in_state(name):
    values = dict(HIDDEN[name])
    for field in ["publish_at", "withdraw_at"]:
        if field in values:
            values[field] = timezone.now() + values[field]
    edition = make_edition(**values)
    if name == "superseded":
        make_edition(
            post=edition.post,
            status=Status.APPROVED,
            publish_at=timezone.now() - timedelta(hours=1),
        )
    return edition


def make_files(edition):
    """The addresses of every file of an edition: figure, cover, each in two sizes, attachment."""
    pictures = []
    for stem in ["figure", "cover"]:
        image = Image(alt_zh="图", alt_en="Picture")
        image.file.save(f"{stem}{edition.pk}.webp", ContentFile(b"large"), save=False)
        image.small.save(f"{stem}{edition.pk}-small.webp", ContentFile(b"small"), save=False)
        image.width = image.height = 1
        image.save()
        pictures.append(image)
    figure, cover = pictures
    Passage.objects.create(edition=edition, position=9, kind="figure", image=figure)
    type(edition).objects.filter(pk=edition.pk).update(cover=cover)
    attachment = Attachment(
        edition=edition, title_zh="通告", title_en="Notice", original_name='通告 "1".pdf'
    )
    attachment.file.save(f"a{edition.pk}.pdf", ContentFile(b"%PDF-1.7"))
    files = [figure.file, figure.small, cover.file, cover.small, attachment.file]
    return [f"/media/{file.name}" for file in files]


def ask(client, address, **extra):
    """The response with its file read, which closes it; `body` is what was read."""
    response = client.get(address, **extra)
    response.body = b"".join(response)
    return response


def viewer(*codenames, **values):
    user = make_user("viewer", **{"is_staff": True, **values})
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def test_the_files_of_a_public_edition_are_given_to_everybody(client, db):
    for address in make_files(make_edition(status=Status.APPROVED)):
        response = ask(client, address)

        assert response.status_code == 200, address
        assert response.body in {b"large", b"small", b"%PDF-1.7"}
        assert response["Cache-Control"] == "public, max-age=300"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert "Set-Cookie" not in response and "Vary" not in response


def test_a_file_public_in_one_language_alone_is_public(client, db):
    edition = make_edition(status=Status.APPROVED, title_en="")

    assert [ask(client, address).status_code for address in make_files(edition)] == [200] * 5


@pytest.mark.parametrize("name", HIDDEN)
def test_the_files_of_a_hidden_edition_do_not_exist_for_the_public(client, db, name):
    addresses = make_files(in_state(name))
    missing = ask(client, "/media/images/nothing.webp")
    for address in addresses:
        response = ask(client, address)

        assert response.status_code == 404
        # The page that says so may repeat its address.
        name = address.removeprefix("/media/").encode()
        assert response.body.replace(name, b"images/nothing.webp") == missing.body
        same = ["Cache-Control", "Content-Type", "Vary"]
        assert [response.get(header) for header in same] == [missing.get(h) for h in same]


@pytest.mark.parametrize("name", HIDDEN)
def test_staff_who_may_view_see_the_files_of_a_hidden_edition_unstored(client, db, name):
    client.force_login(viewer("view_image", "view_attachment"))
    for address in make_files(in_state(name)):
        response = ask(client, address)

        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("codenames", "values"),
    [
        (["view_post"], {}),
        (["view_image", "view_attachment"], {"is_staff": False}),
        (["view_image", "view_attachment"], {"is_active": False}),
    ],
)
def test_others_who_sign_in_do_not_see_them(client, db, codenames, values):
    client.force_login(viewer(*codenames, **values))

    for address in make_files(in_state("draft")):
        assert ask(client, address).status_code == 404


def test_a_session_that_has_ended_opens_no_hidden_file(client, db):
    client.force_login(viewer("view_image"))
    address = make_files(in_state("draft"))[0]
    ask(client, address)

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert ask(client, address).status_code == 404


def test_a_scheduled_file_appears_with_its_edition(client, db):
    address = make_files(in_state("scheduled"))[0]

    assert ask(client, address).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        response = ask(client, address)
        assert response.status_code == 200


def test_a_file_shared_with_a_draft_stays_public(client, db):
    public = make_edition(status=Status.APPROVED)
    address = make_files(public)[0]
    draft = make_edition(post=public.post)
    Passage.objects.create(edition=draft, position=9, kind="figure", image=Image.objects.first())

    response = ask(client, address)
    assert response.status_code == 200


def test_a_known_file_is_answered_304(client, db):
    address = make_files(make_edition(status=Status.APPROVED))[0]
    first = ask(client, address)

    for headers in [
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ]:
        again = ask(client, address, headers=headers)
        assert again.status_code == 304
        assert again["ETag"] == first["ETag"]


def test_an_attachment_is_saved_under_its_own_name_never_shown(client, db):
    response = ask(client, make_files(make_edition(status=Status.APPROVED))[-1])

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E9%80%9A%E5%91%8A%20%221%22.pdf"
    )


@pytest.mark.parametrize(
    "name",
    [
        "../db.sqlite3",
        "images/../../db.sqlite3",
        "%2e%2e/db.sqlite3",
        "..%2f..%2fetc/passwd",
        "/etc/passwd",
        "images/",
        "images/other.txt",
        "",
        "x" * 5000,
    ],
)
def test_only_names_in_the_database_are_asked_of_the_storage(client, db, tmp_path, name):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "other.txt").write_text("secret")

    assert ask(client, "/media/" + name).status_code == 404


def test_a_row_whose_file_is_lost_is_a_404(client, db, tmp_path):
    address = make_files(make_edition(status=Status.APPROVED))[0]
    (tmp_path / address.removeprefix("/media/")).unlink()

    assert ask(client, address).status_code == 404


def test_files_are_only_read(client, db):
    address = make_files(make_edition(status=Status.APPROVED))[0]

    assert client.post(address).status_code == 405
    head = client.head(address)
    assert b"".join(head) == b""
    assert head.status_code == 200


@pytest.mark.parametrize("editions", [1, 20])
def test_a_file_takes_two_queries_at_most(client, db, editions):
    addresses = [make_files(make_edition(status=Status.APPROVED)) for _ in range(editions)][-1]
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            ask(client, address)
        assert len(queries) <= 2
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with CaptureQueriesContext(connection) as queries, pytest.raises(Http404):
        media(request, "images/nothing.webp")
    assert len(queries) <= 2
