"""What every measure has in common: the variables of the measured site, and one request to it."""

import sys
from contextlib import suppress
from io import BytesIO
from time import perf_counter, process_time
from typing import NamedTuple


class Answer(NamedTuple):
    """`clock_ms` and `cpu_ms` last to the last byte; what the site tidies afterwards is not in."""

    status: int
    size: int
    clock_ms: float
    cpu_ms: float


def site_variables(folder, database_url=None) -> dict:
    """The environment of a site of its own in `folder`, which no .env changes."""
    return {
        "VAR_DIR": folder,
        "DATABASE_URL": database_url or f"sqlite:///{folder}/db.sqlite3",
        "SECRET_KEY": "bench-" + "b" * 50,
        "ALLOWED_HOSTS": "testserver",
        "HTTPS": "false",
        "DEBUG": "false",
    }


def ask(application, address, **headers) -> Answer:
    """What a WSGI application says to a GET of a path with its query, through all middleware."""
    status = None

    def start_response(line, headers, exc_info=None):
        nonlocal status
        status = int(line.split()[0])

    path, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        **headers,
    }
    started, busy = perf_counter(), process_time()
    response = application(environ, start_response)
    size = sum(len(part) for part in response)
    clock_ms, cpu_ms = 1000 * (perf_counter() - started), 1000 * (process_time() - busy)
    with suppress(AttributeError):
        response.close()
    return Answer(status, size, clock_ms, cpu_ms)
