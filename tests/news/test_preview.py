from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from news import preview
from news.models import Image, PreviewLink, Status
from tests.builders import make_edition, make_public, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("editor", groups=["author"], is_staff=True)


@pytest.fixture
def edition():
    return make_edition(
        title_zh="未发布的标题",
        title_en="A title not released",
        passages=[("未发布的一段。", "A passage not released.")],
    )


def link_of(edition, user, days=3):
    return preview.link_key(preview.make_link(edition, user, days))


def test_a_link_shows_the_edition_in_both_languages_and_side_by_side(client, edition, editor):
    key = link_of(edition, editor)

    chinese = client.get(f"/preview/{key}/")
    english = client.get(f"/en/preview/{key}/")
    both = client.get(f"/en/preview/{key}/parallel/")

    assert "未发布的一段。" in chinese.text
    assert 'lang="zh-Hans"' in chinese.text
    assert "A passage not released." in english.text
    assert "A passage not released." in both.text
    assert "未发布的一段。" in both.text


def test_a_preview_carries_the_draft_mark_and_is_kept_nowhere(client, edition, editor):
    response = client.get(f"/en/preview/{link_of(edition, editor)}/")

    assert "Draft preview" in response.text
    assert "草稿预览" in response.text
    assert "Not released" in response.text
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<meta name="robots" content="noindex">' in response.text
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_the_page_names_the_address_that_it_will_have(client, edition, editor):
    key = link_of(edition, editor)
    response = client.get(f"/en/preview/{key}/")

    future = f"http://testserver/en/news/{edition.post.slug}/"
    assert future in response.text
    assert f"/en/preview/{key}/parallel/" in response.text


def test_the_public_pages_have_no_draft_mark(client):
    edition = make_public()

    assert "draft-mark" not in client.get(f"/news/{edition.post.slug}/").text
    assert "draft-mark" not in client.get(f"/news/{edition.post.slug}/parallel/").text


def test_a_link_ends_after_its_days_and_says_so(client, edition, editor, time_machine):
    time_machine.move_to(timezone.now())
    key = link_of(edition, editor, days=2)

    time_machine.shift(timedelta(days=2, seconds=-1))
    assert client.get(f"/preview/{key}/").status_code == 200
    time_machine.shift(timedelta(seconds=2))
    ended = client.get(f"/en/preview/{key}/")

    assert ended.status_code == 410
    assert "This preview has ended" in ended.text
    assert "A title not released" not in ended.text


def test_a_link_can_be_ended_by_hand(client, edition, editor):
    link = preview.make_link(edition, editor, 3)
    client.force_login(editor)

    client.post(reverse("admin:news_edition_preview_end", args=[edition.pk, link.pk]))

    link.refresh_from_db()
    assert link.ended_by == editor
    client.logout()
    assert client.get(f"/preview/{preview.link_key(link)}/").status_code == 410


def test_a_key_that_was_changed_opens_nothing(client, edition, editor):
    key = link_of(edition, editor)
    wrong = key[:-1] + ("A" if key[-1] != "A" else "B")

    assert client.get(f"/preview/{wrong}/").status_code == 404
    assert client.get("/preview/nonsense/").status_code == 404


def test_the_key_of_the_frame_is_good_for_an_hour_and_while_its_owner_may_look(
    client, edition, editor, time_machine
):
    time_machine.move_to(timezone.now())
    key = preview.frame_key(edition, editor)
    assert client.get(f"/preview/{key}/").status_code == 200

    editor.groups.remove(Group.objects.get(name="author"))
    assert client.get(f"/preview/{key}/").status_code == 410
    editor.groups.add(Group.objects.get(name="author"))

    time_machine.shift(timedelta(seconds=preview.FRAME_AGE + 2))
    assert client.get(f"/preview/{key}/").status_code == 410


def test_a_deleted_draft_leaves_no_preview(client, edition, editor):
    key = link_of(edition, editor)
    post = edition.post
    post.latest_edition = None
    post.save()
    edition.delete()

    assert client.get(f"/preview/{key}/").status_code == 410


def test_a_language_without_a_title_leads_to_the_one_there_is(client, editor):
    edition = make_edition(title_en="", passages=[("只有中文。", "")])
    key = link_of(edition, editor)

    assert client.get(f"/en/preview/{key}/").headers["Location"] == f"/preview/{key}/"
    assert client.get(f"/preview/{key}/parallel/").headers["Location"] == f"/preview/{key}/"


def test_pictures_of_a_draft_are_seen_with_the_key_alone(client, editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = Image(alt_zh="大门", alt_en="The gate")
    image.file.save("gate.webp", ContentFile(b"RIFF0000WEBP"), save=False)
    image.width = image.height = 10
    Image.objects.bulk_create([image])
    edition = make_edition(
        passages=[{"kind": "figure", "image": image, "text_zh": "图", "text_en": "Fig."}]
    )
    other = make_edition()
    address = f"/media/{image.file.name}"
    key = link_of(edition, editor)

    page = client.get(f"/preview/{key}/")

    assert f"{address}?preview={key}" in page.text
    assert client.get(address).status_code == 404
    opened = client.get(f"{address}?preview={key}")
    assert b"".join(opened) == b"RIFF0000WEBP"
    assert client.get(f"{address}?preview={link_of(other, editor)}").status_code == 404
    assert client.get(f"{address}?preview=nonsense").status_code == 404


def test_a_correction_of_a_public_post_is_previewed_without_showing(client, editor):
    public = make_public(title_zh="已发布的标题", title_en="The public title")
    draft = make_edition(public.post, title_zh="更正后的标题", title_en="The corrected title")

    page = client.get(f"/en/preview/{link_of(draft, editor)}/")

    assert "The corrected title" in page.text
    assert "The public title" in client.get(f"/en/news/{public.post.slug}/").text


def test_the_mark_says_when_the_edition_is_in_public(client, editor):
    public = make_public()

    assert "in public" in client.get(f"/en/preview/{link_of(public, editor)}/").text


def test_the_printed_form_takes_the_rules_of_paper(client, edition, editor):
    key = link_of(edition, editor)

    assert "css/printed.css" in client.get(f"/preview/{key}/?print").text
    assert "css/site.css" in client.get(f"/preview/{key}/").text


def test_the_admin_shows_every_view_and_width(client, edition, editor):
    client.force_login(editor)
    url = reverse("admin:news_edition_preview", args=[edition.pk])

    for view in ["zh", "en", "parallel"]:
        for width in ["wide", "phone", "print"]:
            page = client.get(url, {"view": view, "as": width})
            frame = page.context["frame"]
            assert f"preview__frame--{width}" in page.text
            assert client.get(frame).status_code == 200
            assert ("?print" in frame) == (width == "print")


def test_the_sender_sets_the_days_within_bounds(client, edition, editor):
    client.force_login(editor)
    url = reverse("admin:news_edition_preview_link", args=[edition.pk])

    assert client.post(url, {"days": "31"}).status_code == 400
    assert client.post(url, {"days": "soon"}).status_code == 400
    assert client.post(url, {"days": "7"}).status_code == 302

    link = PreviewLink.objects.get()
    assert link.made_by == editor
    assert timedelta(days=6, hours=23) < link.expires_at - timezone.now() <= timedelta(days=7)
    page = client.get(reverse("admin:news_edition_preview", args=[edition.pk]))
    assert preview.link_key(link)[:20] in page.text


@pytest.mark.parametrize("name", ["news_edition_preview", "news_edition_preview_link"])
def test_who_may_not_see_editions_gets_no_preview(client, edition, name):
    client.force_login(make_user("nobody", is_staff=True))
    url = reverse(f"admin:{name}", args=[edition.pk])

    response = client.post(url, {"days": 3}) if name.endswith("link") else client.get(url)

    assert response.status_code == 403
    assert not PreviewLink.objects.exists()


def test_a_preview_asks_a_constant_number_of_queries(client, editor, django_assert_max_num_queries):
    def key_of(rows):
        edition = make_edition(
            passages=[(f"第{row}段。", f"Row {row}.") for row in range(rows)],
            status=Status.DRAFT,
        )
        return link_of(edition, editor)

    few, many = key_of(2), key_of(100)
    client.get(f"/preview/{few}/")
    with django_assert_max_num_queries(8) as small:
        client.get(f"/preview/{few}/")
    with django_assert_max_num_queries(8) as large:
        client.get(f"/preview/{many}/")

    assert len(small) == len(large)
