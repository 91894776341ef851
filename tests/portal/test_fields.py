"""Every way by which a text comes into a column, against what must never stand there."""

import json

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.forms import modelform_factory
from django.utils import translation

from portal.models import Banner, Page
from portal.richtext import MAX_LENGTH
from ports.models import Source

LINE = "关\u202e于\n<b>本站</b>\x00e\u0301"
CLEAN_LINE = "关于 <b>本站</b>é"
HTML = "<p onclick=x>甲<script>1</script>&#x202e;<a href='javascript:1'>乙</a>\x07</p>"
CLEAN_HTML = '<p>甲<a rel="noopener noreferrer">乙</a></p>'
VALUES = {"title_zh": LINE, "title_en": LINE, "body_zh": HTML, "body_en": HTML}


def by_save():
    Page(slug="about", **VALUES).save()


def by_unsuffixed_names():
    for language in ["zh-hans", "en"]:
        with translation.override(language):
            page = Page.objects.filter(slug="about").first() or Page(slug="about")
            page.title, page.body = LINE, HTML
            page.save()


def by_create():
    Page.objects.create(slug="about", **VALUES)


def by_get_or_create():
    Page.objects.get_or_create(slug="about", defaults=VALUES)


def by_update_or_create():
    Page.objects.create(slug="about")
    Page.objects.update_or_create(slug="about", defaults=VALUES)


def by_bulk_create():
    Page.objects.bulk_create([Page(slug="about", **VALUES)])


def by_bulk_create_over_a_row():
    Page.objects.create(slug="about")
    Page.objects.bulk_create(
        [Page(slug="about", **VALUES)],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=list(VALUES),
    )


def by_bulk_update():
    page = Page.objects.create(slug="about")
    for name, value in VALUES.items():
        setattr(page, name, value)
    Page.objects.bulk_update([page], list(VALUES))


def by_update():
    Page.objects.create(slug="about")
    Page.objects.update(**VALUES)


def by_update_of_unsuffixed_names():
    Page.objects.create(slug="about")
    for language in ["zh-hans", "en"]:
        with translation.override(language):
            Page.objects.update(title=LINE, body=HTML)


def by_save_of_named_fields():
    page = Page.objects.create(slug="about")
    for name, value in VALUES.items():
        setattr(page, name, value)
    page.save(update_fields=list(VALUES))


def by_fixture(tmp_path):
    fields = {**VALUES, "slug": "about", "updated_at": "2026-01-01T00:00:00Z"}
    path = tmp_path / "pages.json"
    path.write_text(json.dumps([{"model": "portal.page", "pk": 1, "fields": fields}]))
    call_command("loaddata", path, verbosity=0)


def by_deserializer():
    fields = {**VALUES, "slug": "about", "updated_at": "2026-01-01T00:00:00Z"}
    row = json.dumps([{"model": "portal.page", "pk": 1, "fields": fields}])
    for item in serializers.deserialize("json", row):
        item.save()


def by_form():
    # A form's own field refuses NUL with a message; what reaches the column is the rest.
    values = {name: value.replace("\x00", "") for name, value in VALUES.items()}
    form = modelform_factory(Page, fields=["slug", "position", *VALUES])(
        {"slug": "about", "position": 0, **values}
    )
    assert form.is_valid(), form.errors
    form.save()


WAYS = [
    by_save,
    by_unsuffixed_names,
    by_create,
    by_get_or_create,
    by_update_or_create,
    by_bulk_create,
    by_bulk_create_over_a_row,
    by_bulk_update,
    by_update,
    by_update_of_unsuffixed_names,
    by_save_of_named_fields,
    by_fixture,
    by_deserializer,
    by_form,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_in_cleans_every_column(way, db, tmp_path):
    way(tmp_path) if way is by_fixture else way()

    with connection.cursor() as cursor:
        cursor.execute("SELECT title, title_zh, title_en, body, body_zh, body_en FROM portal_page")
        plain_title, *titles = cursor.fetchone()[:3]
        cursor.execute("SELECT body, body_zh, body_en FROM portal_page")
        plain_body, *bodies = cursor.fetchone()
    assert titles == [CLEAN_LINE] * 2
    assert bodies == [CLEAN_HTML] * 2
    assert plain_title in {"", CLEAN_LINE} and plain_body in {"", CLEAN_HTML}


def test_an_object_shows_after_saving_what_was_stored(db):
    page = Page.objects.create(slug="about", **VALUES)

    assert (page.title_zh, page.body_en) == (CLEAN_LINE, CLEAN_HTML)


def test_saving_does_not_turn_a_missing_translation_into_an_empty_one(db):
    with translation.override("en"):
        page = Page.objects.create(slug="about", title_zh="甲", body_zh="<p>乙</p>")

    page.refresh_from_db()
    assert page.title_en is None and page.body_en is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("口" * (MAX_LENGTH + 1), "too_long"),
        ("<" * 300_000, "too_long"),
        ("<ul><li>" * 100_000, "too_intricate"),
    ],
)
def test_a_form_says_why_a_text_is_refused(text, code, db):
    values = {"slug": "about", "position": 0, "title_zh": "甲", "title_en": "A", "body_en": "x"}
    form = modelform_factory(Page, fields=list(values | {"body_zh": ""}))(
        {**values, "body_zh": text}
    )

    assert not form.is_valid()
    assert [error.code for error in form.errors.as_data()["body_zh"]] == [code]


def test_a_title_that_is_only_invisible_is_empty(db):
    banner = Banner(text_zh="\u200b\u202e", text_en="x", shown_from="2026-01-01T00:00Z")

    with pytest.raises(ValidationError) as caught:
        banner.full_clean()
    assert "text_zh" in caught.value.error_dict


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/news/", "gov.cn"]
)
def test_the_address_of_a_source_is_a_full_one_or_none(address, db):
    source = Source(code="S01", address=address)

    with pytest.raises(ValidationError) as caught:
        source.full_clean()
    assert set(caught.value.error_dict) == {"address"}
    source.save()
    Source.objects.update(address=address)
    assert Source.objects.get().address == ""


def test_an_honest_address_of_a_source_is_kept(db):
    Source.objects.create(code="S01", address=" http://btwql.xjbt.gov.cn/c/8216726.shtml ")

    assert Source.objects.get().address == "http://btwql.xjbt.gov.cn/c/8216726.shtml"
