from django.urls import reverse

from tests.builders import make_edition, make_port, make_public


def test_a_ports_page_lists_the_public_posts_that_mention_it(client, db):
    port = make_port("khorgos")
    make_public(title_zh="口岸恢复通关", ports=[port])
    make_edition(title_zh="尚未发布的稿件", ports=[port])
    make_public(title_zh="别处的新闻")

    page = client.get(reverse("ports:detail", args=["khorgos"])).content.decode()

    assert "本口岸相关报道" in page
    assert "口岸恢复通关" in page
    assert "尚未发布的稿件" not in page
    assert "别处的新闻" not in page


def test_a_port_without_news_has_no_heading_for_it(client, db):
    make_port("khorgos")

    page = client.get(reverse("ports:detail", args=["khorgos"])).content.decode()

    assert "本口岸相关报道" not in page
