import csv
import json
import re
from collections import Counter
from datetime import date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from PIL import Image as Picture

from news.models import Column, Edition, Image, Passage, Post, Release, Status, Transition
from portal import demo, generation
from portal.models import Page, SiteIdentity
from portal.richtext import plain_text
from ports.models import ExceptionDay, Port, StatusChange
from tests.builders import make_column, make_user

HAN = "[\u3400-\u9fff\uf900-\ufaff]"
NO_ENGLISH = "alashankou-wind-in-pictures"


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, media):
    """The demonstration site, loaded once for the whole file and undone after it."""
    from django.db import transaction

    with (
        django_db_blocker.unblock(),
        # Not by assignment: the storage holds its folder until it is told.
        override_settings(MEDIA_ROOT=str(media)),
        translation.override("zh-hans"),
        transaction.atomic(),
    ):
        for name in demo.ACCOUNTS:
            make_user(name)
        demo.load()
        yield
        transaction.set_rollback(True)


def edition_of(slug, number=None):
    editions = Edition.objects.filter(post__slug=slug).order_by("-number")
    return editions.get(number=number) if number else editions.first()


def texts():
    """Every text of the demonstration content: (place, language, HTML or plain text)."""
    for language in ["zh", "en"]:
        for edition in Edition.objects.select_related("post"):
            for field in ["title", "summary", "change_note", "author", "editor", "source"]:
                place = f"{edition.post.slug} {field}"
                yield place, language, getattr(edition, f"{field}_{language}") or ""
        for passage in Passage.objects.select_related("edition__post"):
            place = f"{passage.edition.post.slug} passage {passage.position}"
            yield place, language, getattr(passage, f"text_{language}") or ""
        for page in Page.objects.all():
            for field in ["title", "summary", "body"]:
                yield f"page {page.slug}", language, getattr(page, f"{field}_{language}")
        for image in Image.objects.all():
            yield f"image {image.original_name}", language, getattr(image, f"alt_{language}")
            yield f"image {image.original_name}", language, getattr(image, f"credit_{language}")
        for column in Column.objects.all():
            yield f"column {column.slug}", language, getattr(column, f"name_{language}")
            yield f"column {column.slug}", language, getattr(column, f"description_{language}")
        for identity in SiteIdentity.objects.all():
            for field in ["name", "tagline", "sponsor", "contact"]:
                yield f"identity {field}", language, getattr(identity, f"{field}_{language}")


class Table(HTMLParser):
    """The words of a table's cells, row by row, and how its cells are marked."""

    def __init__(self, html):
        super().__init__()
        self.caption, self.rows, self.tags, self.place = "", [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        if tag in {"th", "td"}:
            self.rows[-1].append("")
            self.tags.append((tag, dict(attributes).get("scope")))
        if tag in {"th", "td", "caption"}:
            self.place = tag

    def handle_endtag(self, tag):
        if tag in {"th", "td", "caption"}:
            self.place = None

    def handle_data(self, data):
        if self.place == "caption":
            self.caption += data
        elif self.place:
            self.rows[-1][-1] += data


def test_every_file_is_loaded(loaded):
    posts = list((demo.FIXTURES / "posts").glob("*.json"))
    with (demo.FIXTURES / "ports.csv").open(encoding="utf-8", newline="") as file:
        ports = [row["slug"] for row in csv.DictReader(file)]

    assert Post.objects.count() == len(posts)
    assert sorted(Port.objects.values_list("slug", flat=True)) == sorted(ports)
    assert StatusChange.objects.exists()
    assert set(Page.objects.values_list("slug", flat=True)) == {
        "about",
        "contact",
        "accessibility",
        "privacy",
    }


def test_the_columns_and_their_intervals(loaded):
    assert list(Column.objects.values_list("slug", "name_zh", "name_en", "update_interval")) == [
        ("news", "要闻", "News", 14),
        ("updates", "口岸动态", "Port updates", 14),
        ("notices", "通知公告", "Notices", 180),
        ("policy", "政策文件", "Policy", 180),
        ("pictures", "图片新闻", "Pictures", 14),
    ]
    assert Column.objects.get(slug="pictures").release_rule == "chinese_first"


def test_no_column_is_overdue_on_the_day_of_loading(loaded):
    for column in Column.objects.all():
        newest = Release.objects.public("en").filter(column=column).first()
        age = timezone.now() - newest.listed_at
        assert age < timedelta(days=column.update_interval), column.slug


def test_at_least_sixteen_posts_are_public_in_both_languages_in_every_column(loaded):
    in_english = Release.objects.public("en")

    assert in_english.count() >= 16
    assert set(in_english.values_list("column__slug", flat=True)) == {
        "news",
        "updates",
        "notices",
        "policy",
        "pictures",
    }


def test_only_the_named_public_post_lacks_english(loaded):
    slugs = {
        language: set(Release.objects.public(language).values_list("post__slug", flat=True))
        for language in ["zh", "en"]
    }

    assert slugs["zh"] - slugs["en"] == {NO_ENGLISH}
    assert not slugs["en"] - slugs["zh"]


def test_every_edition_has_four_to_twelve_passages(loaded):
    for edition in Edition.objects.all():
        assert 4 <= edition.passages.count() <= 12, edition


def test_every_kind_of_passage_occurs(loaded):
    kinds = Counter(Passage.objects.values_list("kind", flat=True))

    assert set(kinds) >= {"paragraph", "heading2", "list", "quote", "table", "figure"}


def test_the_first_post_gives_the_figures_of_april_2022_in_both_languages(loaded):
    edition = edition_of("laoyemiao-freight-resumes")
    words = {
        language: " ".join(
            plain_text(getattr(passage, f"text_{language}")) for passage in edition.passages.all()
        )
        for language in ["zh", "en"]
    }

    assert timezone.localtime(edition.publish_at).date() == date(2022, 4, 29)
    for figure in ["2022年4月28日", "14个常年开放口岸", "1个季节性开放口岸", "378.3亿元", "34.9%"]:
        assert figure in words["zh"]
    for figure in ["28 April 2022", "14 perennial", "1 seasonal", "37.83 billion yuan", "34.9%"]:
        assert figure in words["en"]
    assert "近5成" in words["zh"]
    assert "nearly half" in words["en"]


def test_each_state_of_an_edition_has_an_example(loaded):
    by_status = {
        status: set(Edition.objects.filter(status=status).values_list("post__slug", flat=True))
        for status in Status
    }

    assert by_status[Status.DRAFT] == {"karasu-port-portrait", "how-to-read-the-port-board"}
    assert by_status[Status.RETURNED] == {"takeshiken-port-portrait"}
    assert by_status[Status.FIRST_REVIEW] == {"turugart-port-portrait"}
    assert by_status[Status.SECOND_REVIEW] == {"two-seasonal-ports-to-mongolia"}
    assert by_status[Status.FINAL_REVIEW] == {"names-and-spellings"}
    assert by_status[Status.WITHDRAWN] == {"notice-of-a-maintenance-window"}
    assert by_status[Status.SUPERSEDED] == {"baketu-passenger-traffic-resumes"}


def test_what_is_not_released_is_not_public(loaded):
    public = set(Release.objects.public("zh").values_list("post__slug", flat=True))
    scheduled = edition_of("annual-check-of-port-records")

    assert scheduled.status == Status.APPROVED
    assert scheduled.publish_at > timezone.now()
    assert not public & {
        "annual-check-of-port-records",
        "notice-of-a-maintenance-window",
        "takeshiken-port-portrait",
        "turugart-port-portrait",
        "two-seasonal-ports-to-mongolia",
        "names-and-spellings",
        "karasu-port-portrait",
    }


def test_a_second_edition_in_draft_leaves_the_first_one_public(loaded):
    release = Release.objects.public("en").get(post__slug="how-to-read-the-port-board")

    assert release.edition.number == 1
    assert release.post.latest_edition.number == 2
    assert release.post.latest_edition.language_state_en == "missing"


def test_a_correction_replaces_the_first_edition_and_says_what_changed(loaded):
    release = Release.objects.public("en").get(post__slug="baketu-passenger-traffic-resumes")

    assert release.edition.number == 2
    assert "2024年12月20日" in release.edition.change_note_zh
    assert "20 December 2024" in release.edition.change_note_en
    assert release.listed_at == edition_of("baketu-passenger-traffic-resumes", 1).publish_at


def test_one_public_post_has_stale_english_in_one_passage(loaded):
    stale = Release.objects.public("en").filter(edition__language_state_en="stale").get()
    states = [passage.state("en") for passage in stale.edition.passages.all()]

    assert stale.post.slug == "three-more-road-ports-resume-passengers"
    assert states.count("stale") == 1


def test_every_step_names_who_took_it_and_they_are_in_order(loaded):
    for edition in Edition.objects.all():
        steps = list(edition.transitions.all())
        assert [step.from_status for step in steps] == (
            [Status.DRAFT, *[step.to_status for step in steps]][: len(steps)]
        )
        assert (steps[-1].to_status if steps else Status.DRAFT) == edition.status
        times = [edition.created_at, *[step.at for step in steps]]
        assert times == sorted(times)
        assert times[-1] <= timezone.now()
        takers = [step.by.get_username() for step in steps]
        if edition.status == Status.APPROVED:
            assert takers == ["author", "first_reviewer", "second_reviewer", "final_reviewer"]
            assert steps[-1].at <= edition.publish_at
    assert Transition.objects.get(to_status=Status.RETURNED).reason


def test_authors_and_editors_are_marked_as_fictitious(loaded):
    for edition in Edition.objects.all():
        assert edition.author_zh.startswith("演示作者 ")
        assert edition.editor_zh.startswith("演示编辑 ")
        assert edition.author_en.endswith(" (demo author)")
        assert edition.editor_en.endswith(" (demo editor)")


def test_the_holiday_table_equals_the_data_cell_by_cell(loaded):
    with (demo.FIXTURES / "holiday_schedule_2025_national_day.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    ports = list(dict.fromkeys(row["port_slug"] for row in rows))
    days = sorted({row["date"] for row in rows})
    states = {(row["port_slug"], row["date"]): row["state"] for row in rows}
    passage = edition_of("national-day-2025-clearance").passages.get(kind="table")
    words = {
        "zh": {"open": "开放", "closed": "关闭", "freight_only": "仅货运"},
        "en": {"open": "Open", "closed": "Closed", "freight_only": "Freight only"},
    }

    assert len(rows) == len(states) == 13 * 8
    for language, head in [("zh", "10月{}日"), ("en", "{} Oct")]:
        html = getattr(passage, f"text_{language}")
        table = Table(html)
        assert table.rows[0][1:] == [head.format(int(day[-2:])) for day in days]
        assert re.findall(r'href="[^"]*/ports/([a-z-]+)/"', html) == ports
        assert [row[1:] for row in table.rows[1:]] == [
            [words[language][states[port, day]] for day in days] for port in ports
        ]


def test_what_the_holiday_notice_says_of_the_days_follows_from_the_data(loaded):
    with (demo.FIXTURES / "holiday_schedule_2025_national_day.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = list(csv.DictReader(file))

    def days(state, port=None):
        return {
            row["date"][-2:]
            for row in rows
            if row["state"] == state and port in {None, row["port_slug"]}
        }

    assert {f"{day:02}" for day in range(1, 9)} - days("open") - days("freight_only") == {
        "01",
        "02",
        "03",
        "06",
    }
    assert {row["port_slug"] for row in rows if row["state"] == "freight_only"} == {
        "irkeshtam",
        "turugart",
    }
    assert days("freight_only") == {"04", "05"}
    assert days("open", "laoyemiao") == days("open", "takeshiken") == {"08"}
    assert not days("open", "hongshanzui") | days("open", "wulasitai")


def test_the_holiday_stands_in_the_calendar_since_its_notice_was_released(loaded):
    release = edition_of("national-day-2025-clearance").publish_at
    rows = ExceptionDay.objects.values_list("recorded_at", "reason_zh", "reason_en")

    assert len(rows) == 13 * 8 * 2
    assert set(rows) == {(release, "国庆节、中秋节假期", "National Day and Mid-Autumn holiday")}


def test_the_elevation_table_equals_the_port_data_and_the_picture_text(loaded):
    edition = edition_of("ports-by-elevation")
    passage = edition.passages.get(kind="table")
    chart = Image.objects.get(original_name="elevations.webp")
    slugs = re.findall(r'href="/ports/([a-z-]+)/"', passage.text_zh)
    rows = Table(passage.text_zh).rows[1:]

    assert len(slugs) == len(rows) == 10
    for slug, (name, metres, where, confidence) in zip(slugs, rows, strict=True):
        port = Port.objects.get(slug=slug)
        field = "border_elevation" if where == "边境点" else "elevation"
        assert getattr(port, field) == int(metres)
        cited = port.citations.get(subject="elevation").confidence
        assert {"高": "high", "中等": "medium"}[confidence] == cited
        assert f"{name}{metres}" in chart.alt_zh
    for name, metres, *_rest in Table(passage.text_en).rows[1:]:
        assert f"{name} {metres}" in chart.alt_en


def test_every_table_has_a_caption_and_head_cells(loaded):
    for passage in Passage.objects.filter(kind="table"):
        for language in ["zh", "en"]:
            html = getattr(passage, f"text_{language}")
            table = Table(html)
            assert table.caption, passage
            assert "<thead>" in html
            columns = len(table.rows[0])
            assert {len(row) for row in table.rows} == {columns}, passage
            assert table.tags[:columns] == [("th", "col")] * columns
            assert table.tags[columns::columns] == [("th", "row")] * (len(table.rows) - 1)


def test_both_languages_of_a_passage_have_the_same_shape(loaded):
    for passage in Passage.objects.exclude(text_en="").exclude(fingerprint_en=""):
        if passage.state("en") == "stale":
            continue
        shapes = [
            Counter(re.findall(r"<(li|tr|th|td|a|h2|h3|ul|ol)\b", text))
            for text in [passage.text_zh, passage.text_en]
        ]
        assert shapes[0] == shapes[1], f"{passage.edition} {passage.position}"


def test_every_internal_link_leads_to_something_in_its_own_language(loaded):
    linked = 0
    for place, language, text in texts():
        for address in re.findall(r'href="([^"]+)"', text):
            if address.startswith("mailto:"):
                assert address == "mailto:contact@ports.example"
                continue
            linked += 1
            path = address.partition("?")[0]
            assert path.startswith("/en/") == (language == "en"), f"{place}: {address}"
            with translation.override("en" if language == "en" else "zh-hans"):
                try:
                    match = resolve(path)
                except Resolver404:
                    pytest.fail(f"{place}: {address} leads nowhere")
            slug = match.kwargs.get("slug")
            if match.view_name == "ports:detail":
                assert Port.objects.filter(slug=slug).exists(), f"{place}: {address}"
            elif match.view_name == "page":
                assert Page.objects.filter(slug=slug).exists(), f"{place}: {address}"
            elif match.view_name == "news:detail":
                public = Release.objects.public(language).filter(post__slug=slug)
                assert public.exists(), f"{place}: {address}"
            else:
                assert match.view_name in {"ports:board", "preferences"}, f"{place}: {address}"
    assert linked > 100


def test_chinese_has_chinese_punctuation_and_english_has_english(loaded):
    for place, language, text in texts():
        words = plain_text(text)
        if language == "zh":
            wrong = re.findall(rf"{HAN}[,;:?!()]|[,;?!(]{HAN}|{HAN}\.(?:{HAN}|$)", words)
        else:
            wrong = re.findall(f"[\u3000-\u303f\uff00-\uffef]|{HAN}", words)
        assert not wrong, f"{place} ({language}): {wrong} in {words}"


def test_no_text_has_doubled_or_stray_spaces(loaded):
    for place, language, text in texts():
        words = re.sub(r"<[^>]+>", "", text)
        assert "  " not in words, f"{place} ({language})"
        assert not re.search(r" [,.;:?!)]|\( ", words), f"{place}: {words}"
        # Only the mark of a fictitious person stands apart from the name.
        if language == "zh" and not place.endswith((" author", " editor")):
            assert not re.search(f"{HAN} {HAN}", words), f"{place}: {words}"


def test_pictures_are_encoded_anew_and_described_in_both_languages(loaded, media):
    assert Image.objects.count() >= 6
    for image in Image.objects.all():
        assert re.fullmatch(r"images/[0-9a-f]{24}(_\w+)?\.webp", image.file.name)
        with Picture.open(media / image.file.name) as large:
            assert large.format == "WEBP"
            assert large.size == (image.width, image.height) == (1600, 900)
        with Picture.open(media / image.small.name) as small:
            assert small.width == 640
        assert image.alt_zh and image.alt_en and image.credit_zh and image.credit_en


def test_the_drawn_pictures_are_small():
    names = {item["file"] for item in json.loads((demo.FIXTURES / "images.json").read_text())}
    files = list((demo.FIXTURES / "images").glob("*.webp"))

    assert names == {file.name for file in files}
    assert max(file.stat().st_size for file in files) <= 200_000


def test_every_figure_has_a_caption_in_the_languages_of_its_post(loaded):
    figures = Passage.objects.filter(kind="figure")

    assert figures.count() >= 10
    for passage in figures:
        assert passage.text_zh
        assert passage.text_en or passage.edition.post.slug == NO_ENGLISH


def test_the_site_says_that_it_is_a_demonstration(loaded):
    identity = SiteIdentity.objects.get()

    assert identity.is_demonstration
    assert "虚构" in identity.sponsor_zh
    assert "fictitious" in identity.sponsor_en
    for number in [identity.identification_code, identity.icp_number, identity.police_number]:
        assert number.startswith("DEMO-")
        assert number.isascii()


def test_loading_twice_changes_nothing(loaded, capsys):
    before = generation.current(), Post.objects.count(), Image.objects.count()

    with translation.override("en"):
        call_command("load_demo")

    assert "nothing was loaded" in capsys.readouterr().out
    assert (generation.current(), Post.objects.count(), Image.objects.count()) == before


def test_a_site_with_content_of_its_own_is_left_alone(db, capsys):
    make_column()

    with translation.override("en"):
        call_command("load_demo")

    assert "nothing was loaded" in capsys.readouterr().out
    assert not Post.objects.exists()


def test_a_failed_load_leaves_neither_rows_nor_files(db, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    # Without its cover a post cannot be loaded; by then all pictures are on disk.
    monkeypatch.setattr(demo, "load_post", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        demo.load()

    assert demo.is_empty()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.any_database
def test_without_accounts_nobody_is_named(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lines = []

    demo.load(lines.append)

    assert not Transition.objects.filter(by__isnull=False).exists()
    assert len(lines) == 7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-04-29T10:30", "2022-04-29T10:30:00+08:00"),
        ("-3d 09:00", "2026-11-19T09:00:00+08:00"),
        ("+7d 18:05", "2026-11-29T18:05:00+08:00"),
    ],
)
def test_times_of_the_files(text, expected):
    now = timezone.localtime(timezone.make_aware(datetime(2026, 11, 22, 23, 59)))

    assert demo.moment(text, now).isoformat() == expected
