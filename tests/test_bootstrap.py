"""What stands behind `make`, as far as it can be asked without building an environment."""

import os
import socket
import stat
import subprocess
import sys

import psycopg
import pytest

from deploy.make import project, system_packages
from deploy.make import serving as make_run
from deploy.make.interpreters import Problem, version_of
from portal.catalogues import BASE_DIR
from tests import postgresql


@pytest.fixture
def serving(tmp_path, monkeypatch):
    """The module of `make run`, with its root in an empty folder."""
    for module in [project, make_run]:
        monkeypatch.setattr(module, "ROOT", tmp_path)
    for name in ["SECRET_KEY", "HTTPS", "VAR_DIR", "DEMO_PASSWORD", "PORT"]:
        monkeypatch.delenv(name, raising=False)
    return make_run


def test_make_needs_no_package():
    done = subprocess.run(
        [sys.executable, "-S", "-E", BASE_DIR / "deploy/bootstrap.py"],
        capture_output=True,
        encoding="utf-8",
    )

    assert done.returncode == 2, done.stderr
    assert "Commands: run, test, " in done.stdout


def test_what_is_said_comes_through_where_a_terminal_has_no_chinese():
    words = subprocess.run(
        [sys.executable, "-c", "from deploy.make.interpreters import say; say('Wait.', '稍候。')"],
        cwd=BASE_DIR,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    ).stdout

    assert words == b"Wait.\n"


def test_a_taken_port_is_named_with_what_to_do(serving, monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(Problem, match=rf"{port} is taken[^$]*PORT=\d+ make run"):
            serving.chosen_port()

    assert serving.chosen_port() == port


@pytest.mark.parametrize("text", ["eighty", "0", "70000", "-1", "8000 8001"])
def test_a_port_that_is_no_port_is_refused(text, serving, monkeypatch):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(Problem, match="1 to 65535"):
        serving.chosen_port()


def test_the_first_env_has_a_long_secret_and_is_for_its_owner_alone(serving, tmp_path):
    serving.write_env()
    first = (tmp_path / ".env").read_text()
    serving.write_env()

    assert (tmp_path / ".env").read_text() == first
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    assert len(project.setting("SECRET_KEY")) >= 50
    assert project.setting("HTTPS") == "false"


def test_the_environment_wins_over_the_file(serving, tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("VAR_DIR=elsewhere\n#VAR_DIR=comment\n")
    assert project.var_dir() == tmp_path / "elsewhere"

    monkeypatch.setenv("VAR_DIR", str(tmp_path / "third"))
    assert project.var_dir() == tmp_path / "third"


def test_the_demonstration_is_loaded_once(serving, tmp_path, monkeypatch):
    calls = []
    monkeypatch.setattr(serving, "manage", lambda *names, **options: calls.append(names))
    monkeypatch.setenv("HTTPS", "false")
    (tmp_path / "var").mkdir()

    first = serving.load_demonstration()
    assert len(first) >= 12
    assert calls == [("create_demo_accounts",), ("load_demo",)]

    assert serving.load_demonstration() is None
    assert len(calls) == 2

    monkeypatch.setenv("DEMO_PASSWORD", "correct horse battery")
    assert serving.load_demonstration() == "correct horse battery"
    assert calls[2:] == [("create_demo_accounts",)]


def test_a_site_for_https_gets_no_demo_accounts(serving, tmp_path, monkeypatch):
    calls = []
    monkeypatch.setattr(serving, "manage", lambda *names, **options: calls.append(names))
    monkeypatch.setenv("DEMO_PASSWORD", "correct horse battery")
    (tmp_path / ".env").write_text("HTTPS=true\n")

    assert serving.load_demonstration() is None
    assert calls == []


def test_an_interpreter_that_fails_to_start_does_not_count(tmp_path):
    shim = tmp_path / "python3.13"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)

    assert version_of(str(shim)) is None
    assert version_of(sys.executable) == sys.version_info[:2]


def test_a_cluster_answers_and_is_gone_afterwards():
    with postgresql.cluster() as url:
        with psycopg.connect(url) as connection:
            (folder,) = connection.execute("show data_directory").fetchone()
            (process,) = connection.execute(
                "select pid from pg_stat_activity where backend_type = 'checkpointer'"
            ).fetchone()
        assert os.path.exists(f"/proc/{process}") or sys.platform != "linux"

    assert not os.path.exists(folder)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
@pytest.mark.parametrize(
    "text",
    [
        "import pytest\ndef test_it(): pytest.skip('no browser')\n",
        "import pytest\n@pytest.mark.skip(reason='later')\ndef test_it(): pass\n",
        "import pytest\npytest.skip('no server', allow_module_level=True)\ndef test_it(): pass\n",
    ],
)
def test_a_skip_fails_in_continuous_integration_alone(text, ci, code, tmp_path):
    (tmp_path / "test_skipping.py").write_text(text + "def test_other(): pass\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    if "allow_module_level" in text:
        (tmp_path / "test_running.py").write_text("def test_it(): pass\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.no_skips", "-p", "no:django"]
        + ["-p", "no:cacheprovider", "-c", tmp_path / "pytest.ini", tmp_path],
        cwd=BASE_DIR,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
    )

    assert (done.returncode != 0) == bool(code), done.stdout
    assert not code or "continuous integration forbids" in done.stdout


def test_what_the_pdfs_lack_is_installed_or_named(monkeypatch):
    monkeypatch.setattr(system_packages, "_root_prefix", lambda: None)
    missing = {"libpango-1.0-0": lambda: False, "fonts-noto-cjk": lambda: True}

    with pytest.raises(Problem) as raised:
        system_packages.install_system_packages(missing, "the PDFs", "生成 PDF")

    english, chinese = raised.value.args
    assert "The PDFs need libpango-1.0-0." in english
    assert "apt-get install --no-install-recommends libpango-1.0-0" in chinese
    system_packages.install_system_packages(system_packages.SITE_PACKAGES, "the PDFs", "生成 PDF")
