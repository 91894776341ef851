from datetime import timedelta

import time_machine
from django.utils import timezone

from news.models import Image
from ports.models import RegimeChange, Service
from tests.builders import make_column, make_port, make_public, make_status


def figures(client):
    page = client.get("/").text
    brief = page.split('class="brief__figures"')[1].split("</dl>")[0]
    return [int(part.split("</dd>")[0]) for part in brief.split("<dd>")[1:]]


def test_the_newest_story_with_a_picture_leads_and_is_not_repeated(client, db):
    now = timezone.now()
    picture = Image.objects.create(
        file="images/a.webp", width=1600, height=900, alt_zh="山口", alt_en="A pass"
    )
    make_public(title_zh="有图", cover=picture, publish_at=now - timedelta(hours=2))
    make_public(title_zh="无图", publish_at=now - timedelta(hours=1))

    page = client.get("/").text

    lead = page.split('class="lead__title"')[1].split("</h2>")[0]
    latest = page.split('id="latest"')[1].split("</section>")[0]
    assert "有图" in lead
    assert "无图" in latest
    assert "有图" not in latest


def test_columns_stand_with_their_own_news(client, db):
    make_public(
        title_zh="通知甲", column=make_column("notices", name_zh="通知公告", name_en="Notices")
    )
    make_public(title_zh="要闻乙", column=make_column())

    page = client.get("/").text

    notices = page.split('id="column-notices"')[1].split("</section>")[0]
    assert "通知甲" in notices
    assert "要闻乙" not in notices


def test_a_site_without_news_has_a_home_page(client, db):
    assert "这里暂无内容。" in client.get("/").text


def test_the_ports_in_brief_are_counted_from_the_record(client, db):
    now = timezone.now()
    for regime in ["perennial", "perennial", "seasonal"]:
        service = make_port().services.get()
        make_status(service, "open", now - timedelta(days=2))
        RegimeChange.objects.create(service=service, regime=regime, since=now - timedelta(days=9))
    assert figures(client) == [3, 2, 1]

    make_status(Service.objects.first(), "closed", now - timedelta(minutes=1))
    assert figures(client) == [2, 1, 1]


def test_a_change_on_record_for_later_shows_at_its_minute(client, db):
    now = timezone.now()
    service = make_port().services.get()
    make_status(service, "open", now - timedelta(days=2))
    make_status(service, "closed", now + timedelta(hours=1), until=now + timedelta(hours=3))

    assert figures(client)[0] == 1
    with time_machine.travel(now + timedelta(hours=2)):
        assert figures(client)[0] == 0
    with time_machine.travel(now + timedelta(hours=4)):
        assert figures(client)[0] == 1
