"""What every answer carries, how long a session lasts, and what a guesser meets."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as site
from django.contrib.auth.password_validation import ValidationError, validate_password
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import timezone

from news.models import Image
from portal import urls
from portal.addresses import client_address
from portal.logs import OneLineFormatter
from tests.builders import make_port, make_public, make_user
from tests.public_addresses import Known, public_addresses

# Who may, what is shown and what is refused do not depend on the database.
pytestmark = pytest.mark.any_database

PUBLIC = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; "
    "frame-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ADMIN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "object-src 'none'; frame-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
MEDIA = "default-src 'none'; img-src 'self'; style-src 'none'; sandbox"
COMPANIONS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
BASE_DIR = Path(__file__).resolve().parent.parent


def broken(request):
    raise RuntimeError("broken on purpose")


handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500
urlpatterns = [
    path("broken/", broken),
    path("admin/broken/", broken),
    *urls.urlpatterns,
]


def assert_safe(response, policy):
    assert response["Content-Security-Policy"] == policy
    assert "unsafe" not in response["Content-Security-Policy"]
    for name, value in COMPANIONS.items():
        assert response[name] == value, name
    b"".join(response)  # reads a file to its end, which closes it


@pytest.fixture
def lenient():
    return Client(raise_request_exception=False)


def test_every_public_page_carries_the_policy(db, lenient):
    edition = make_public(slug="some-post")
    for address in public_addresses(Known(posts=(edition.post.slug,))):
        if "/preview/" in address:
            continue  # Stands in a frame of the admin; tests/news/test_preview.py asks it.
        policy = MEDIA if address.startswith("/media/") else PUBLIC
        assert_safe(lenient.get(address), policy)


def test_the_open_data_alone_may_be_read_by_other_sites_scripts(db, lenient):
    slug = make_port("some-port").slug
    opened = set()
    for address in [*public_addresses(Known(ports=(slug,))), "/admin/", "/nothing/"]:
        if "Access-Control-Allow-Origin" in lenient.get(address):
            opened.add(address)

    assert opened == {
        *["/ports.json", "/ports.csv", "/ports.geojson", "/ports.ics", "/ports/schema.json"],
        *["/ports/status.csv", "/ports/calendar.csv", "/ports/sources.csv"],
        *["/ports/some-port.json", "/ports/some-port.ics"],
    }


@pytest.mark.parametrize("address", ["/nothing/", "/en/nothing/", "/news/nothing-here/"])
def test_a_missing_page_carries_the_policy(db, lenient, address):
    response = lenient.get(address)

    assert response.status_code == 404
    assert_safe(response, PUBLIC)


def test_a_refused_request_carries_the_policy(db, lenient):
    assert_safe(lenient.get("/", HTTP_HOST="evil.example"), PUBLIC)
    assert_safe(lenient.get("/?q=%00"), PUBLIC)
    with override_settings(SECURE_SSL_REDIRECT=True):
        # Refused so early that Django's own security middleware adds nothing.
        assert_safe(Client().get("/", HTTP_HOST="evil.example"), PUBLIC)


@pytest.mark.urls("tests.test_security")
def test_a_broken_page_carries_the_policy(db, lenient):
    for address, policy in {"/broken/": PUBLIC, "/admin/broken/": ADMIN}.items():
        response = lenient.get(address)

        assert response.status_code == 500
        assert_safe(response, policy)
        assert b"on purpose" not in response.content


def test_a_redirect_carries_the_policy(db, lenient):
    response = lenient.get("/admin/")

    assert response.status_code == 302
    assert_safe(response, ADMIN)
    with override_settings(SECURE_SSL_REDIRECT=True):
        response = Client().get("/")
        assert (response.status_code, response["Location"]) == (301, "https://testserver/")
        assert_safe(response, PUBLIC)


def test_the_admin_carries_its_policy_and_is_kept_nowhere(db, lenient, admin_user):
    lenient.force_login(admin_user)
    for address in ["/admin/", "/admin/auth/user/", "/admin/nothing/", "/admin/login/"]:
        response = lenient.get(address)

        assert_safe(response, ADMIN)
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_a_static_file_carries_the_policy(db, lenient):
    response = lenient.get("/static/admin/css/base.css")

    assert response.status_code == 200
    assert_safe(response, PUBLIC)


def test_a_media_file_is_boxed_in(db, lenient, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = Image(alt_zh="图", width=1, height=1)
    image.file.save("a.webp", ContentFile(b"x", "a.webp"), save=False)
    image.width = image.height = 1
    image.save()
    edition = make_public()
    edition.cover = image
    edition.save()
    response = lenient.get(f"/media/{image.file.name}")

    assert response.status_code == 200
    assert_safe(response, MEDIA)


def test_strict_transport_is_told_over_https(db, lenient, settings):
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    lenient = Client(raise_request_exception=False)

    for address in ["/", "/nothing/", "/admin/login/", "/static/admin/css/base.css"]:
        response = lenient.get(address, secure=True)
        b"".join(response)
        assert response["Strict-Transport-Security"] == (
            "max-age=63072000; includeSubDomains; preload"
        )


def test_public_pages_set_no_cookie(db, lenient):
    edition = make_public(slug="some-post")
    for address in public_addresses(Known(posts=(edition.post.slug,))):
        response = lenient.get(address, headers={"Cookie": f"csrftoken={'a' * 32}"})

        assert not response.cookies, address


def test_rendered_pages_ask_nobody_else(db, lenient, admin_user):
    edition = make_public(slug="some-post")
    addresses = public_addresses(Known(posts=(edition.post.slug,)))
    lenient.force_login(admin_user)
    for address in [*addresses, "/nothing/", "/admin/", "/admin/login/", "/admin/auth/user/add/"]:
        response = lenient.get(address)
        html = b"".join(response).decode(errors="replace")
        if not response.get("Content-Type", "").startswith("text/html"):
            continue
        html = re.sub(r"<a\b[^>]*>", "", html)  # a link is followed by the reader alone
        html = re.sub(r'<link\b[^>]*rel="(?:canonical|alternate)"[^>]*>', "", html)
        found = re.findall(
            r"""(?:src|href|srcset|action|poster|data)\s*=\s*["']?\s*((?:https?:)?//[^"'\s>]+)""",
            html,
        )
        found += re.findall(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')]+)""", html)
        assert [url for url in found if not url.startswith("http://testserver/")] == [], address
        assert not re.search(
            r"<(?:style\b|script\b(?![^>]*\bsrc=)(?![^>]*\btype=.?application/(?:ld\+)?json))", html
        ), address
        assert not re.search(r"<[a-z][^>]*\s(?:style|on[a-z]+)\s*=", html), address


def run_check(**changes):
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "k3y-" + "aB1!xY9?" * 8,
        "ALLOWED_HOSTS": "port.example",
        "DEBUG": "false",
        "HTTPS": "true",
        "EMAIL_URL": "smtp://mail.port.example:25",
        "VAR_DIR": site.VAR_DIR.as_posix(),
        "DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        **changes,
    }
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_finds_nothing_in_production_settings():
    result = run_check()

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_deployment_check_would_find_something():
    assert run_check(HTTPS="false").returncode != 0


def test_production_settings_hold_what_was_promised():
    script = (
        "import json; from portal import settings as s; print(json.dumps([s.SESSION_COOKIE_NAME, "
        "s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "s.CSRF_COOKIE_HTTPONLY, s.LANGUAGE_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, "
        "s.PASSWORD_HASHERS[0], s.DEBUG]))"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "k" * 50,
        "ALLOWED_HOSTS": "port.example",
        "HTTPS": "true",
        "DEBUG": "false",
        "VAR_DIR": site.VAR_DIR.as_posix(),
    }
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == (
        '["__Host-sessionid", "__Host-csrftoken", true, true, true, true, true, '
        '"django.contrib.auth.hashers.Argon2PasswordHasher", false]'
    )


def test_the_site_does_not_start_without_a_secret(tmp_path):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "ALLOWED_HOSTS": "x"}
    script = (
        "import environ; environ.Env.read_env = classmethod(lambda *a, **k: None);"
        "import portal.settings"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0 and "SECRET_KEY" in result.stderr


def signed_in(client):
    return client.get("/admin/password_change/").status_code == 200


@pytest.fixture
def staff(client, db):
    client.force_login(make_user("author", is_staff=True))
    return client


def test_a_session_ends_after_half_an_hour_without_a_request(staff):
    now = timezone.now()
    with time_machine.travel(now + timedelta(minutes=29)):
        assert signed_in(staff)
    with time_machine.travel(now + timedelta(minutes=58)):
        assert signed_in(staff)
    with time_machine.travel(now + timedelta(minutes=89)):
        assert not signed_in(staff)
    with time_machine.travel(now + timedelta(minutes=90)):
        assert not signed_in(staff)


def test_a_session_that_was_never_used_ends_too(staff):
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert not signed_in(staff)


def test_a_session_ends_twelve_hours_after_sign_in_however_busy(staff):
    now = timezone.now()
    for minutes in range(20, 12 * 60, 20):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            assert signed_in(staff), minutes
    with time_machine.travel(now + timedelta(hours=12, minutes=1)):
        assert not signed_in(staff)


def test_signing_in_gives_a_new_session_id(client, db):
    make_user("author", password="correct horse battery", is_staff=True)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[site.SESSION_COOKIE_NAME] = planted = session.session_key
    client.post("/admin/login/", {"username": "author", "password": "correct horse battery"})

    assert signed_in(client)
    assert client.session.session_key != planted
    assert not type(session)(planted).exists(planted)


def test_signing_in_again_begins_a_new_time(client, db):
    user = make_user("author", is_staff=True)
    now = timezone.now()
    client.force_login(user)
    with time_machine.travel(now + timedelta(hours=11)):
        client.force_login(user)
    with time_machine.travel(now + timedelta(hours=11, minutes=29)):
        assert signed_in(client)
    with time_machine.travel(now + timedelta(hours=11, minutes=58)):
        assert signed_in(client)
    with time_machine.travel(now + timedelta(hours=12, minutes=20)):
        assert signed_in(client)


def test_a_session_without_the_time_of_its_sign_in_is_not_taken(staff):
    session = staff.session
    del session["signed_in_at"]
    session.save()

    assert not signed_in(staff)


def test_the_session_is_not_written_with_every_request(staff, django_assert_num_queries):
    signed_in(staff)
    before = staff.session["seen_at"]
    signed_in(staff)

    assert staff.session["seen_at"] == before


@pytest.fixture
def locks(settings, db):
    settings.AXES_ENABLED = True
    return make_user("owner", password="correct horse battery", is_staff=True)


def guess(password="wrong", address="203.0.113.5", language=None, username="owner", **extra):
    client = Client()
    if language:
        client.cookies[site.LANGUAGE_COOKIE_NAME] = language
    return client.post(
        "/admin/login/",
        {"username": username, "password": password},
        REMOTE_ADDR=address,
        **extra,
    )


def test_a_guesser_is_locked_out_after_five_tries_and_the_owner_is_not(locks):
    assert [guess().status_code for _try in range(6)] == [200] * 4 + [429] * 2
    assert guess("correct horse battery").status_code == 429
    assert guess("correct horse battery", address="198.51.100.7").status_code == 302


def test_a_lockout_ends_after_a_quarter_of_an_hour(locks):
    now = timezone.now()
    for _try in range(6):
        guess()
    with time_machine.travel(now + timedelta(minutes=16)):
        assert guess("correct horse battery").status_code == 302


@pytest.mark.parametrize(("language", "html"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_the_lockout_page_speaks_the_users_language(locks, language, html):
    for _try in range(6):
        response = guess(language=language)

    assert response.status_code == 429
    assert f'lang="{html}"' in response.content.decode()
    assert_safe(response, ADMIN)


def test_a_guesser_behind_the_proxy_does_not_lock_out_the_owner(locks, settings):
    settings.TRUST_PROXY = True
    for _try in range(6):
        response = guess(address="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.5")
    assert response.status_code == 429
    owner = guess("correct horse battery", address="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.7")

    assert owner.status_code == 302


@pytest.mark.parametrize(
    ("trusted", "header", "address"),
    [
        (False, "203.0.113.5", "192.0.2.1"),
        (True, "203.0.113.5", "203.0.113.5"),
        (True, "10.9.9.9, 203.0.113.5", "203.0.113.5"),
        (True, "2001:DB8::1", "2001:db8::1"),
        (True, "unknown", "192.0.2.1"),
        (True, "", "192.0.2.1"),
    ],
)
def test_the_address_is_the_one_that_the_trusted_proxy_wrote(settings, trusted, header, address):
    settings.TRUST_PROXY = trusted
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": header}
    )

    assert client_address(request) == address


@pytest.mark.parametrize("password", ["short-12345", "password1234", "owner-owner-1"])
def test_weak_passwords_are_refused(db, password):
    with pytest.raises(ValidationError):
        validate_password(password, make_user("owner-owner"))


def test_a_long_passphrase_is_taken_whatever_it_is_made_of():
    validate_password("every lorry waits for a stamp")
    validate_password("每一辆货车都在等候盖章放行呢")


def test_a_name_typed_at_sign_in_cannot_forge_a_log_line(locks, caplog):
    guess(username="x\n2026-01-01 INFO axes: Repeated login success by owner\u202e")

    lines = [OneLineFormatter("{message}", style="{").format(record) for record in caplog.records]
    assert lines
    assert not any("\n" in line.partition("Traceback")[0] or "\u202e" in line for line in lines)
