import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from news import release, seeding
from news.models import Column, Edition, Passage, Post, Release
from portal import generation
from portal.languages import CONTENT_LANGUAGES
from tests.builders import make_column, make_port

WORDS = {
    Post: ["slug", "first_published_at", "created_at"],
    Edition: ["title_zh", "title_en", "summary_en", "language_state_en", "publish_at"],
    Passage: ["key", "kind", "text_zh", "text_en", "fingerprint_en"],
    Release: ["language", "listed_at"],
}


def everything():
    return {model: sorted(model.objects.values_list(*names)) for model, names in WORDS.items()}


def test_the_same_numbers_give_the_same_posts_in_one_go_or_in_two(db):
    seeding.seed(12)
    once = everything()
    for model in [Release, Passage]:
        model.objects.all().delete()
    Post.objects.update(latest_edition=None)
    Edition.objects.all().delete()
    Post.objects.all().delete()
    seeding.seed(5)
    seeding.seed(7)

    assert everything() == once


def test_adding_again_goes_on_counting(db):
    call_command("seed_posts", 3, verbosity=0)
    call_command("seed_posts", 2, verbosity=0)

    slugs = sorted(Post.objects.values_list("slug", flat=True))
    assert slugs == [f"sample-{number:06d}" for number in range(1, 6)]


@pytest.mark.parametrize("count", ["0", "-5"])
def test_less_than_one_post_is_refused(db, count):
    with pytest.raises(CommandError):
        call_command("seed_posts", "--", count)
    assert not Post.objects.exists()


def test_the_texts_read_like_news_in_both_languages(db):
    seeding.seed(60)

    lengths, titles = [], set()
    for edition in Edition.objects.prefetch_related("passages"):
        passages = edition.passages.all()
        assert 5 <= len(passages) <= 9
        lengths.append(len(re.findall("[\u4e00-\u9fff]", "".join(p.text_zh for p in passages))))
        english = " ".join(p.text_en for p in passages)
        assert not re.search("[\u4e00-\u9fff{}]", english)
        # The figures of both languages are the same ones.
        for percent in re.findall(r"[\d.]+%", english):
            assert percent in "".join(p.text_zh for p in passages) or not english
        titles.add(edition.title_zh)
    assert min(lengths) >= 250 and max(lengths) <= 900
    assert len(titles) > 50


def test_posts_lie_in_all_columns_and_ten_past_years_and_name_ports(db):
    make_column("news", name_zh="自定")
    port = make_port("laoyemiao", name_zh="老爷庙口岸", name_en="Laoyemiao Port")
    seeding.seed(200)

    assert Column.objects.get(slug="news").name_zh == "自定"
    assert Column.objects.filter(posts__isnull=False).distinct().count() == 5
    times = Release.objects.values_list("listed_at", flat=True)
    assert max(times) < timezone.now() and max(times) - min(times) > timedelta(days=3000)
    assert port.editions.count() == 200
    assert "老爷庙口岸" in Edition.objects.first().title_zh


def test_what_is_stored_is_what_the_editors_way_stores(db):
    before = generation.current()
    seeding.seed(40)
    assert generation.current() > before

    seeded = generation.current()
    rows = list(Release.objects.order_by("pk").values())
    for post in Post.objects.all():
        release.rebuild(post)
        edition = post.editions.get()
        assert post.latest_edition == edition
        states = [getattr(edition, f"language_state_{code}") for code in CONTENT_LANGUAGES]
        edition.refresh_language_states()
        assert states == [getattr(edition, f"language_state_{code}") for code in CONTENT_LANGUAGES]
        edition.full_clean(exclude=[] if edition.title_en else ["title_en"])
        for passage in edition.passages.all():
            values = dict(passage.__dict__)
            passage.full_clean()
            passage.save()
            passage.refresh_from_db()
            values.pop("_state")
            assert {name: passage.__dict__[name] for name in values} == values
        before = Edition.objects.filter(pk=edition.pk).values().get()
        edition.save()
        after = Edition.objects.filter(pk=edition.pk).values().get()
        before.pop("updated_at"), after.pop("updated_at")
        assert after == before
    assert list(Release.objects.order_by("pk").values()) == rows
    assert generation.current() == seeded
    assert {"missing", "stale", "complete"} == set(
        Edition.objects.values_list("language_state_en", flat=True)
    )
