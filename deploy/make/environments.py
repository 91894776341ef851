"""Virtual environments, and the packages in them."""

import os
import subprocess
import sys

from .interpreters import NEWER, WANTED, Problem, find_python, python_is_missing, say, version_of
from .project import ENVIRONMENT, ROOT, binary, digest, is_stamped


def make_environment(folder, python):
    """A virtual environment of that interpreter, made anew where the one there does not start."""
    there = folder / "bin" / "python"
    version = version_of(python)
    if there.exists() and version_of(str(there)) == version:
        return
    say(
        f"Making a virtual environment in {folder.name} …",
        f"正在创建虚拟环境 {folder.name} ……",
    )
    made = subprocess.run(
        [python, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True
    )
    if made.returncode:
        print(made.stdout[-2000:], made.stderr[-2000:])
        if not os.access(ROOT, os.W_OK):
            raise OSError(f"{folder} could not be made")
        raise python_is_missing()


def requirements(*names):
    """The text of requirement files, for the stamp."""
    return "".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def install(folder, file, stamp_name, text):
    """Installs a requirement file unless the stamp says that this was done."""
    stamp = folder / f".{stamp_name}.sha256"
    value = digest(text)
    if is_stamped(stamp, value):
        return
    say(
        "Installing packages; this takes a minute or two …",
        "正在安装软件包，约需一两分钟……",
    )
    command = [binary("python", folder), "-m", "pip", "install", "--quiet", "--retries", "3"]
    command += ["--disable-pip-version-check", "--requirement", str(file)]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise Problem(
            "The packages could not be installed; pip's reason stands above.\n"
            "  No network: connect, then run the same command again; what was fetched is kept.\n"
            "  Behind a proxy: set HTTPS_PROXY. With an index of your own: set PIP_INDEX_URL.",
            "软件包安装失败，pip 给出的原因见上。请检查网络后重新运行同一命令；"
            "如需代理请设置 HTTPS_PROXY，如使用内部镜像请设置 PIP_INDEX_URL。",
        )
    stamp.write_text(value)


def prepare_environment(*, tests=False):
    base = find_python(_base_versions())
    if base is None:
        raise python_is_missing()
    make_environment(ENVIRONMENT, base)
    for_site = requirements("requirements.txt")
    for_tests = requirements("requirements.txt", "requirements-dev.txt")
    if not tests:
        # The environment of the tests holds all that the site needs.
        if not is_stamped(ENVIRONMENT / ".tests.sha256", digest(for_tests)):
            install(ENVIRONMENT, ROOT / "requirements.txt", "site", for_site)
    else:
        install(ENVIRONMENT, ROOT / "requirements-dev.txt", "tests", for_tests)


def _base_versions():
    """The running version first: a person who names an interpreter means it."""
    here = sys.version_info[:2]
    there = version_of(str(ENVIRONMENT / "bin" / "python"))
    # An environment that works is kept though python3 has since become another version.
    first = [version for version in [there, here] if version and version >= WANTED]
    return first + [version for version in NEWER if version not in first]
