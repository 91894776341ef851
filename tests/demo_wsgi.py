"""The site at the instant of its demonstration; see tests/demo_site.py."""

from tests.demo_site import SERVED, start_clock

start_clock(SERVED)

from portal.wsgi import application as application  # noqa: E402
