import pytest
from django.core.exceptions import ValidationError

from portal.leaving import mark, validate_domains
from portal.models import Page, SiteIdentity


@pytest.mark.parametrize(
    ("address", "leaves"),
    [
        ("https://elsewhere.example/", True),
        ("http://elsewhere.example:8080/a?b=https://www.ports.example/", True),
        ("//elsewhere.example/", True),
        ("HTTPS://ELSEWHERE.example/", True),
        ("https://ports.example.elsewhere.example/", True),
        ("https://elsewhere.example/ports.example/", True),
        ("https://notports.example/", True),
        ("https://www.ports.example/news/", False),
        ("https://PORTS.example./", False),
        ("https://beian.miit.gov.cn/", False),
        ("/news/", False),
        ("#top", False),
        ("mailto:a@elsewhere.example", False),
    ],
)
def test_a_link_is_marked_when_it_leads_out_of_the_known_domains(address, leaves):
    html = f'<p><a class="x" href="{address}" rel="noopener">There</a></p>'.encode()

    marked = mark(html, ["ports.example", "miit.gov.cn"])

    assert (b"data-leaving" in marked) == leaves
    assert marked.replace(b" data-leaving", b"") == html


def test_what_is_no_link_to_follow_is_left_alone():
    html = b'<link rel="canonical" href="https://elsewhere.example/"><abbr href="//x.example">'

    assert mark(html, []) == html


def test_pages_mark_their_links_and_keep_the_address(client, db):
    link = '<p><a href="https://elsewhere.example/a?b=1&amp;c=2">出处</a></p>'
    Page.objects.create(slug="about", title_zh="关于", title_en="About", body_zh=link, body_en=link)

    for path in ["/pages/about/", "/en/pages/about/"]:
        page = client.get(path).text
        assert 'href="https://elsewhere.example/a?b=1&amp;c=2" data-leaving' in page
        assert "data-leaving-dialog" in page
        assert client.get("/leaving/?to=https://elsewhere.example/").status_code == 404

    SiteIdentity.objects.create(
        pk=1, name_zh="口岸", name_en="Ports", domain="a.example", known_domains="elsewhere.example"
    )
    assert "data-leaving " not in client.get("/pages/about/").text


def test_the_known_domains_are_domains():
    validate_domains("www.example.org\n口岸.中国\n\n miit.gov.cn ")
    for wrong in ["https://www.example.org", "example", "a b.example", "*.example.org"]:
        with pytest.raises(ValidationError):
            validate_domains(wrong)
