"""Where things lie, the settings as the site will read them, and its own commands."""

import hashlib
import os
import re
import subprocess
from pathlib import Path

from .interpreters import Problem

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = ROOT / ".venv"
LATEST = ROOT / ".venv-latest"
APPS = ["portal", "ports", "news"]
CHECKERS = "tests/browser/checkers"


def digest(*parts):
    total = hashlib.sha256()
    for part in parts:
        total.update(part if isinstance(part, bytes) else part.encode())
        total.update(b"\0")
    return total.hexdigest()


def is_stamped(stamp, value):
    return stamp.is_file() and stamp.read_text() == value


def setting(name, default=""):
    """A setting as the site will read it: from the environment, else from .env."""
    if name in os.environ:
        return os.environ[name]
    path = ROOT / ".env"
    if path.is_file():
        found = re.findall(
            rf"^(?:export )?{name}=(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        if found:
            return found[-1].strip().strip("'\"")
    return default


def site_variables():
    """The names of the site's variables, from .env.example."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return re.findall(r"^#? ?([A-Z_]+)=", text, re.MULTILINE)


def var_dir():
    return ROOT / setting("VAR_DIR", "var")


def binary(name, environment=ENVIRONMENT):
    return str(environment / "bin" / name)


def manage(*arguments, environment=None, quiet=False):
    command = [binary("python"), "manage.py", *arguments]
    output = subprocess.DEVNULL if quiet else None
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output
    )
    if done.returncode:
        raise Problem(
            f"`manage.py {' '.join(arguments)}` failed; what it says stands above.",
            f"“manage.py {' '.join(arguments)}”执行失败，原因见上。",
        )


def duration(seconds):
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
