"""What `make` does, with the standard library alone; its parts lie in deploy/make.

This file and make/interpreters.py are read by whatever python3 a machine has, so their syntax
stays with Python 3.6.
"""

from make.interpreters import Problem, say, start_with_a_new_python

if __name__ == "__main__":
    start_with_a_new_python()

import os
import shutil
import signal
import subprocess
import sys

from make.environments import prepare_environment
from make.project import APPS, CHECKERS, ENVIRONMENT, LATEST, ROOT, binary, manage, var_dir
from make.serving import run
from make.system_packages import install_checkers, install_system_packages
from make.testing import lint, run_to_its_end, test, test_environment, test_latest


def bench():
    install_system_packages()
    prepare_environment(tests=True)
    install_checkers(with_lighthouse=True)
    manage("compile_catalogues", "--verbosity", "0", environment=test_environment())
    python = binary("python")
    modules = [
        "tests.bench",
        *(f"tests.bench.{name}" for name in ["search", "documents", "lighthouse"]),
    ]
    codes = [
        subprocess.run([python, "-m", module], cwd=ROOT, env=test_environment()).returncode
        for module in modules
    ]
    return max(codes)


def screenshots():
    install_system_packages()
    prepare_environment(tests=True)
    manage("compile_catalogues", "--verbosity", "0", environment=test_environment())
    return run_to_its_end([binary("python"), "-m", "tests.screenshots"], test_environment())


def format_sources():
    prepare_environment(tests=True)
    subprocess.run([binary("ruff"), "check", "--fix", "."], cwd=ROOT)
    subprocess.run([binary("ruff"), "format", "."], cwd=ROOT)
    if (ROOT / "templates").is_dir():
        subprocess.run([binary("djlint"), "--reformat", "--quiet", "templates"], cwd=ROOT)
    return 0


def messages():
    install_system_packages()
    prepare_environment(tests=True)
    options = ["--locale", "zh_Hans", "--no-wrap", "--add-location", "file", "--no-obsolete"]
    for pattern in [".venv*", "var", "tests", "deploy"]:
        options += ["--ignore", pattern]
    manage("makemessages", *options, environment=test_environment())
    return 0


def clean():
    """Removes what can be made again. The settings, the database and the media stay."""
    for folder in [ENVIRONMENT, LATEST]:
        if folder.is_symlink():
            folder.unlink()
        else:
            shutil.rmtree(folder, ignore_errors=True)
    for name in [".pytest_cache", ".ruff_cache", ".hypothesis", f"{CHECKERS}/node_modules"]:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    shutil.rmtree(var_dir() / "static", ignore_errors=True)
    for folder in [*APPS, "tests", "deploy"]:
        for path in (ROOT / folder).rglob("__pycache__"):
            shutil.rmtree(path, ignore_errors=True)
        for path in (ROOT / folder).rglob("*.mo"):
            path.unlink()
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "test-full": lambda: test(full=True),
    "test-latest": test_latest,
    "bench": bench,
    "screenshots": screenshots,
    "lint": lint,
    "format": format_sources,
    "messages": messages,
    "clean": clean,
}


def end_like_an_interrupt(number, frame):
    raise KeyboardInterrupt


def main():
    # A terminal that cannot show Chinese gets question marks, not a crash.
    sys.stdout.reconfigure(errors="replace")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end_like_an_interrupt)
    os.chdir(ROOT)
    command = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if command is None:
        say(f"Commands: {', '.join(COMMANDS)}", f"可用命令：{'、'.join(COMMANDS)}")
        return 2
    try:
        return command()
    except Problem as problem:
        print()
        say(*problem.args)
        return 1
    except KeyboardInterrupt:
        say("\nStopped before it was done.", "已中止，尚未完成。")
        return 130
    except OSError as error:
        say(
            f"\n{error}\n  This folder must be writable and its disk must have room: {ROOT}",
            f"请确认本目录可写且磁盘空间充足：{ROOT}",
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
