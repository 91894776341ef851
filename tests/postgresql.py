"""A PostgreSQL cluster of the tests' own, from the system's binaries, gone when they are done.

python -m tests.postgresql COMMAND…    runs a command with DATABASE_URL set
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROLE = "kouan"
START_SECONDS = 60
ATTEMPTS = 5


class ClusterError(Exception):
    """PostgreSQL could not be started; the text says why and what to install."""


def binaries() -> Path:
    """The folder of the newest PostgreSQL server found. Raises ClusterError."""
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    folders.sort(key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise ClusterError("no PostgreSQL server found; on Debian: apt-get install postgresql")


def _identity():
    """Who runs the server, as arguments of subprocess: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}, None
    for name in ["postgres", "nobody"]:
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}, user
    raise ClusterError("no account but root's to run PostgreSQL with")


@contextlib.contextmanager
def cluster():
    """Yields the DATABASE_URL of a new cluster; stops and removes it at the end.

    It listens on 127.0.0.1 alone, on a free port, with a password of its own. Nothing is written
    through to the disk: a cluster of tests does not outlive them.
    """
    programs = binaries()
    identity, user = _identity()
    # The other account must be able to reach it, which a private TMPDIR of root's would forbid.
    folder = Path(tempfile.mkdtemp(prefix="kouan-postgresql-", dir="/tmp" if user else None))
    try:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        password = secrets.token_hex(16)
        _initialise(programs, folder, password, identity)
        server, port = _start(programs, folder, identity)
        try:
            yield f"postgres://{ROLE}:{password}@127.0.0.1:{port}/postgres"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs, folder, password, identity):
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    if identity:
        os.chown(secret, identity["user"], identity["group"])
    done = subprocess.run(
        [
            *[programs / "initdb", "--pgdata", folder / "data", "--username", ROLE],
            *["--pwfile", secret, "--auth", "scram-sha-256", "--encoding", "UTF8"],
            *["--locale", "C.UTF-8", "--no-sync"],
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        **identity,
    )
    secret.unlink()
    if done.returncode:
        raise ClusterError(f"initdb failed:\n{done.stdout}{done.stderr}")


def _start(programs, folder, identity):
    for _ in range(ATTEMPTS):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        log = folder / "log"
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": "60",
        }
        options = [part for name, value in settings.items() for part in ["-c", f"{name}={value}"]]
        with log.open("w") as output:
            # A group of its own: Ctrl-C in the terminal is for the tests, which then stop it.
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", *options],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                process_group=0,
                **identity,
            )
        ready = [programs / "pg_isready", "--quiet", "--host", "127.0.0.1", "--port", str(port)]
        deadline = time.monotonic() + START_SECONDS
        while server.poll() is None and time.monotonic() < deadline:
            if subprocess.run(ready).returncode == 0:
                return server, port
            time.sleep(0.1)
        _stop(server)
        # Another program may have taken the port in between; anything else is told.
        if "Address already in use" not in log.read_text():
            break
    raise ClusterError(f"PostgreSQL did not start:\n{log.read_text()[-4000:]}")


def _stop(server):
    if server.poll() is None:
        server.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait()


STOPS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def _interrupt(number, frame):
    # The first stop is enough; a second one must not break into the clearing up.
    for other in STOPS:
        signal.signal(other, lambda *_: None)
    raise KeyboardInterrupt


def main(command):
    for number in STOPS:
        signal.signal(number, _interrupt)
    try:
        with cluster() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    except ClusterError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
