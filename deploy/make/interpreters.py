"""Finds a Python that is new enough.

The file is read by whatever python3 a machine has, so its syntax stays with Python 3.6.
"""

import os
import sys

WANTED = (3, 11)
NEWER = [(3, 13), (3, 12), (3, 11)]


def say(english, chinese):
    print(english)
    try:
        print(chinese, flush=True)
    except UnicodeEncodeError:
        # A terminal of an old Python in the C locale has no Chinese.
        sys.stdout.flush()


class Problem(Exception):
    """Something the person at the keyboard can mend; the two texts say how."""


def version_of(path):
    """The version of an interpreter, None unless it starts and can make virtual environments.

    A pyenv shim of a version that is not chosen exists and fails.
    """
    import subprocess

    question = "import sys, venv, ensurepip; print('%d %d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [path, "-c", question],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=True,
        ).stdout
        return tuple(int(part) for part in answer.split())
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _pyenv_interpreters(version):
    import glob
    import subprocess

    roots = [os.environ.get("PYENV_ROOT"), os.path.expanduser("~/.pyenv")]
    try:
        answer = subprocess.run(
            ["pyenv", "root"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
        ).stdout
        roots.insert(0, answer.decode().strip())
    except (OSError, subprocess.SubprocessError):
        pass
    for root in roots:
        if root:
            pattern = f"{root}/versions/{version[0]}.{version[1]}.*/bin/python3"
            yield from sorted(glob.glob(pattern), reverse=True)


def find_python(versions):
    """The path of an interpreter of one of the versions, the first that is found, or None."""
    import shutil

    for version in versions:
        name = f"python{version[0]}.{version[1]}"
        candidates = [sys.executable] if sys.version_info[:2] == version else []
        candidates += [shutil.which(name), "/usr/bin/" + name, "/usr/local/bin/" + name]
        candidates += list(_pyenv_interpreters(version))
        for path in candidates:
            if path and version_of(path) == version:
                return path
    return None


def python_is_missing():
    """Says why no environment can be made: an old Python, or one without its venv module."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if sys.version_info >= WANTED:
        return Problem(
            f"Python {version} cannot make virtual environments. On Debian and Ubuntu:\n"
            f"  apt-get install python{version}-venv",
            f"Python {version} 无法创建虚拟环境。在 Debian、Ubuntu 上请执行："
            f"apt-get install python{version}-venv",
        )
    return Problem(
        f"Python 3.11 or newer is needed; python3 here is {version} and no newer one was found.\n"
        "  Debian 12, Ubuntu 23.04 and later: apt-get install python3 python3-venv\n"
        "  elsewhere: pyenv install 3.11, or an installer of python.org;\n"
        "  then run make again, or name it: make run PYTHON=/path/to/python3.11",
        f"需要 Python 3.11 或更高版本；本机 python3 为 {version}，且未找到更新的版本。\n"
        "安装后请重新运行 make，或指明解释器：make run PYTHON=/path/to/python3.11",
    )


def start_with_a_new_python():
    """Runs the program again with Python 3.11 or newer where python3 is older."""
    if sys.version_info >= WANTED:
        return
    path = find_python(NEWER)
    if path is None:
        problem = python_is_missing()
        say(*problem.args)
        sys.exit(1)
    os.execv(path, [path] + sys.argv)
