"""The demonstration site in a process of its own, for tests that only read it.

One server and one load of the content for many tests; tests on Django's live server empty the
database after each. `python -m tests.demo_site COMMAND` is manage.py at the demonstration's
instant.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

import time_machine

from tests import settings as test_settings  # noqa: F401 - sets the variables of the tests

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
# When the site is loaded, and when it is first asked, so that its pages say the same every day.
# The second is later, as nothing is shown before the instant at which it was recorded.
LOADED = datetime(2026, 6, 15, 9, tzinfo=timezone(timedelta(hours=8)))
SERVED = LOADED + timedelta(hours=1)


def free_port():
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def demo_site(folder, *, as_in_production=False):
    """Loads the demonstration into `folder` and serves it; yields the address without a slash.

    `as_in_production`: today, with collected, compressed and hashed static files, as figures of
    speed need them; else at SERVED, with the tests' settings.
    """
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings" if as_in_production else "tests.settings",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "LOG_LEVEL": "ERROR",
        "PYTHONUTF8": "1",
    }

    def manage(*arguments):
        program = ["manage.py"] if as_in_production else ["-m", "tests.demo_site"]
        command = [sys.executable, *program, *arguments, "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

    manage("migrate", "--skip-checks")
    manage("load_demo")
    if as_in_production:
        manage("collectstatic", "--noinput")
    log = Path(folder) / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [
                *[sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST],
                *["--port", str(port), "--workers", "1", "--blocking-threads", "4", "--no-ws"],
                *["--log-level", "warning"],
                "portal.wsgi:application" if as_in_production else "tests.demo_wsgi:application",
            ],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://{HOST}:{port}"
        if not _answers(address, server):
            raise AssertionError("the demonstration site did not start:\n" + log.read_text())
        yield address
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(15)
        if server.poll() is None:
            server.kill()
            server.wait()


def _answers(address, server):
    # A proxy of the environment is not for this machine's own address.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _attempt in range(300):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError, urllib.error.URLError):
            if opener.open(f"{address}/healthz", timeout=10).status == 200:
                return True
        time.sleep(0.1)
    return False


def start_clock(instant):
    time_machine.travel(instant, tick=True).start()


if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    start_clock(LOADED)
    execute_from_command_line(["manage.py", *sys.argv[1:]])
