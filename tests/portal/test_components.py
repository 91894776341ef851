"""The living page of all components, which only those who work on the site see."""

import re
from collections import Counter
from datetime import timedelta

from django.utils import timezone

from portal import components
from portal.catalogues import BASE_DIR as ROOT
from portal.preferences import COOKIE
from tests.builders import make_port, make_public, make_status


def test_in_debug_every_component_stands_there_with_its_paths(client, db, settings):
    settings.DEBUG = True
    make_public(title_zh="甲", title_en="First")
    service = make_port().services.get()
    make_status(service, "open", timezone.now() - timedelta(days=2))
    there = {path.stem for path in (ROOT / "templates" / "components").glob("*.html")}

    for prefix in ["", "/en"]:
        page = client.get(f"{prefix}/pages/components/").text
        shown = set(re.findall(r'data-component="(\w+)"', page))

        assert shown == there - components.IN_THE_HEAD
    for component in components.components(client.get("/").wsgi_request):
        assert component.is_around or component.states, component.name
        for path in [component.template, *component.stylesheets]:
            assert path in page
            assert (ROOT / path).is_file(), path


def test_no_id_stands_twice_on_the_page(client, db, settings):
    settings.DEBUG = True
    make_public(title_zh="甲", title_en="First")
    make_status(make_port().services.get(), "open", timezone.now() - timedelta(days=2))

    for bar in ["", "bar=on"]:
        client.cookies[COOKIE] = bar
        ids = Counter(re.findall(r'\sid="([^"]+)"', client.get("/pages/components/").text))

        assert {name for name, count in ids.items() if count > 1} == set(), bar


def test_the_page_loads_the_stylesheets_of_all_components(client, db, settings):
    settings.DEBUG = True
    for bar in ["", "bar=on"]:
        client.cookies[COOKIE] = bar
        page = client.get("/pages/components/").text
        loaded = set()
        for name in re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', page):
            sheet = f"static/{name}"
            imported = re.findall(r'@import "([^"]+)"', (ROOT / sheet).read_text("utf-8"))
            loaded |= {sheet, *(f"static/css/{part}" for part in imported)}

        named = set(re.findall(r"<code>(static/[^<]+)</code>", page))
        assert named <= loaded, bar


def test_on_a_public_site_there_is_no_such_page(client, db):
    assert client.get("/pages/components/").status_code == 404
    assert client.get("/en/pages/components/").status_code == 404
