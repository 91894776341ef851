"""`make lint`, `make test` and the tests on the newest Django, a phase after another."""

import contextlib
import datetime
import os
import secrets
import shutil
import subprocess
import tempfile
import threading
import time

from .environments import install, make_environment, prepare_environment, requirements
from .interpreters import NEWER, find_python, say, version_of
from .project import LATEST, ROOT, binary, duration, site_variables
from .system_packages import CHROMIUM, install_checkers, install_system_packages

# Unit tests that wait for the browser's, beside which one core has time for them.
LATER = [
    "tests/news/manuscript",
    "tests/news/parity",
    "tests/portal",
    "tests/ports",
    "tests/search",
]


def test_environment():
    """The environment of the tests: nothing of a site that happens to be set up here."""
    names = set(site_variables())
    environment = {name: value for name, value in os.environ.items() if name not in names}
    environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    # The sources are UTF-8 in whatever locale the tests run.
    environment["PYTHONUTF8"] = "1"
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium:
        environment.setdefault("CHROMIUM", chromium)
    return environment


def run_to_its_end(command, environment):
    """The exit code of a command, which at Ctrl-C gets time to clear up.

    `subprocess.run` kills it after a quarter of a second; PostgreSQL would stay behind.
    """
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    try:
        return process.wait()
    finally:
        end(process)


def end(process):
    """Ends a command that still runs; it gets time to clear up."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(40)
        process.kill()
        process.wait()


class Phases:
    """Runs commands one after another, keeps which failed, and says so at the end."""

    def __init__(self):
        self.failed = []
        self.started = time.monotonic()

    def run(self, english, chinese, command, environment=None, allowed=(0,)):
        print(f"\n== {english} · {chinese}", flush=True)
        started = time.monotonic()
        code = run_to_its_end(command, environment or test_environment())
        self._note(english, code, time.monotonic() - started, allowed)

    @contextlib.contextmanager
    def beside(self, *others):
        """Runs commands, one after another, while the block runs another one.

        Each is (English, Chinese, command). What they printed is shown after the block.
        """
        chain = _Chain(others)
        chain.start()
        try:
            yield
            chain.join()
        finally:
            chain.stop()
        for english, chinese, output, code, took in chain.done:
            print(f"\n== {english} · {chinese}")
            print(output, flush=True)
            self._note(english, code, took)

    def _note(self, english, code, took, allowed=(0,)):
        result = "passed" if code in allowed else f"FAILED (code {code})"
        print(f"-- {english}: {result}, {duration(took)}", flush=True)
        if code not in allowed:
            self.failed.append(english)

    def close(self):
        """Prints the closing line. Returns the exit code."""
        took = duration(time.monotonic() - self.started)
        print()
        if self.failed:
            names = ", ".join(self.failed)
            say(f"FAILED after {took}: {names}", f"未通过（用时 {took}）：{names}")
            return 1
        say(f"All passed in {took}.", f"全部通过，用时 {took}。")
        return 0


class _Chain(threading.Thread):
    """Runs commands one after another; `done` has (English, Chinese, output, code, seconds)."""

    def __init__(self, commands):
        super().__init__()
        self.commands = commands
        self.done = []
        self.process = None
        self.is_stopped = False

    def run(self):
        for english, chinese, command in self.commands:
            if self.is_stopped:
                break
            started = time.monotonic()
            with tempfile.TemporaryFile() as output:
                self.process = subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env=test_environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
                # `stop` may have come before there was anything to end.
                if self.is_stopped:
                    self.process.terminate()
                code = self.process.wait()
                output.seek(0)
                printed = output.read().decode(errors="replace")
            self.done.append((english, chinese, printed, code, time.monotonic() - started))

    def stop(self):
        self.is_stopped = True
        if self.process is not None:
            end(self.process)
        self.join()


def lint_phases(phases):
    python = binary("python")
    phases.run("ruff check", "代码规范", [binary("ruff"), "check", "."])
    phases.run("ruff format", "代码格式", [binary("ruff"), "format", "--check", "."])
    if (ROOT / "templates").is_dir():
        phases.run("djlint lint", "模板规范", [binary("djlint"), "--lint", "templates"])
        phases.run("djlint format", "模板格式", [binary("djlint"), "--check", "templates"])
    phases.run("catalogues", "译文目录", [python, "manage.py", "compile_catalogues"])
    phases.run("check", "系统检查", [python, "manage.py", "check", "--fail-level", "WARNING"])
    with tempfile.TemporaryDirectory(prefix="kouan-check-") as folder:
        production = {
            **test_environment(),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "www.example.org",
            "CSRF_TRUSTED_ORIGINS": "https://www.example.org",
            "EMAIL_URL": "smtp://mail.example.org:25",
            "DEBUG": "false",
            "HTTPS": "true",
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        }
        deploy = [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        phases.run("check --deploy", "部署检查", deploy, production)
    migrations = [python, "manage.py", "makemigrations", "--check", "--dry-run"]
    phases.run("migrations", "迁移完整性", migrations)


def lint():
    prepare_environment(tests=True)
    phases = Phases()
    lint_phases(phases)
    return phases.close()


def test(*, full=False):
    install_system_packages()
    prepare_environment(tests=True)
    install_checkers(with_lighthouse=full)
    phases = Phases()
    lint_phases(phases)
    if phases.failed:
        # The tests of code that fails its checks would only repeat it, minutes later.
        return phases.close()
    python = binary("python")
    pytest = [python, "-m", "pytest", "--quiet"]
    unit = ["-m", "not browser and not full"]
    apart = [f"--ignore={folder}" for folder in LATER]
    two = [*pytest, "--numprocesses", "2", *unit, *apart]
    phases.run("unit tests on SQLite", "单元测试（SQLite）", two)
    # The browser's tests are one process; the other core takes what makes about as long a chain.
    on_postgresql = [python, "-m", "tests.postgresql", *pytest, *unit]
    on_postgresql += [] if full else ["--only-database"]
    later = [*pytest, *unit, *LATER]
    with phases.beside(
        ("unit tests on PostgreSQL", "单元测试（PostgreSQL）", on_postgresql),
        (
            "unit tests of texts, portal, ports and search",
            "单元测试（文本、门户、口岸、检索）",
            later,
        ),
    ):
        phases.run("browser tests", "浏览器测试", [*pytest, "-m", "browser and not full"])
    if full:
        # 5: no test is marked so.
        command = [*pytest, "-m", "full"]
        phases.run("full products", "全量组合测试", command, allowed=(0, 5))
    return phases.close()


def test_latest():
    """The unit tests on the newest Django, which needs a newer Python than the site does."""
    python = find_python([version for version in NEWER if version >= (3, 12)])
    if python is None:
        say(
            "The newest Django needs Python 3.12 or 3.13; none was found here, so this part of"
            " the tests was left out.",
            "最新版 Django 需要 Python 3.12 或 3.13，本机未找到，此项测试未执行。",
        )
        return 0
    install_system_packages()
    make_environment(LATEST, python)
    lines = requirements("requirements.txt", "requirements-dev.txt").splitlines()
    kept = [line for line in lines if not line.startswith(("Django==", "-r"))]
    text = "\n".join([*kept, "Django>=6.0,<7", ""])
    file = LATEST / "requirements.txt"
    file.write_text(text, encoding="utf-8")
    # "Newest" is looked up again every week.
    week = datetime.date.today().strftime("%G-%V")
    install(LATEST, file, "tests", text + week)
    phases = Phases()
    python = binary("python", LATEST)
    version = subprocess.run(
        [python, "-m", "django", "--version"], capture_output=True, text=True
    ).stdout.strip()
    name = f"Django {version}, Python {'.'.join(map(str, version_of(python)))}"
    check = [python, "manage.py", "check", "--fail-level", "WARNING"]
    phases.run(f"catalogues, {name}", "译文目录", [python, "manage.py", "compile_catalogues"])
    phases.run(f"check, {name}", "系统检查", check)
    migrations = [python, "manage.py", "makemigrations", "--check", "--dry-run"]
    phases.run(f"migrations, {name}", "迁移完整性", migrations)
    pytest = [python, "-m", "pytest", "--quiet", "--numprocesses", "2"]
    unit = [*pytest, "-m", "not browser and not full"]
    phases.run(f"unit tests, {name}", "单元测试", unit)
    return phases.close()
