"""What `make` does, with the standard library alone: environments, preparation, serving, tests.

The file is read by whatever python3 a machine has, so its syntax stays with Python 3.6 as far as
the line that looks for a newer one.
"""

import os
import sys

WANTED = (3, 11)
NEWER = [(3, 13), (3, 12), (3, 11)]


def say(english, chinese):
    print(english)
    print(chinese, flush=True)


class Problem(Exception):
    """Something the person at the keyboard can mend; the two texts say how."""


def _runs(path):
    """Whether an interpreter really starts and can make virtual environments, and its version.

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
            if path and _runs(path) == version:
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
    """Runs this file again with Python 3.11 or newer where python3 is older."""
    if sys.version_info >= WANTED:
        return
    path = find_python(NEWER)
    if path is None:
        problem = python_is_missing()
        say(*problem.args)
        sys.exit(1)
    os.execv(path, [path] + sys.argv)


if __name__ == "__main__":
    start_with_a_new_python()

import contextlib  # noqa: E402
import ctypes  # noqa: E402
import datetime  # noqa: E402
import hashlib  # noqa: E402
import re  # noqa: E402
import secrets  # noqa: E402
import shutil  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
import subprocess  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402
import urllib.error  # noqa: E402
import urllib.request  # noqa: E402
from pathlib import Path  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LATEST = ROOT / ".venv-latest"
APPS = ["portal", "ports", "news"]
CHECKERS = "tests/browser/checkers"
HOST = "127.0.0.1"
SERVER_THREADS = 4
# As fonts-noto-cjk and the builds of the fonts' own project name their files.
CHINESE_FACES = ["NotoSansCJK", "NotoSerifCJK"]
CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]
DEMO_ACCOUNTS = [
    "author",
    "first_reviewer",
    "second_reviewer",
    "final_reviewer",
    "port_officer",
    "site_manager",
    "auditor",
    "admin",
]


# Small things


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


# Environments


def make_environment(folder, python):
    """A virtual environment of that interpreter, made anew where the one there does not start."""
    there = folder / "bin" / "python"
    version = _runs(python)
    if there.exists() and _runs(str(there)) == version:
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
    there = _runs(str(ENVIRONMENT / "bin" / "python"))
    # An environment that works is kept though python3 has since become another version.
    first = [version for version in [there, here] if version and version >= WANTED]
    return first + [version for version in NEWER if version not in first]


# make run


def chosen_port():
    text = os.environ.get("PORT") or "8000"
    if not (text.isdigit() and 1 <= int(text) <= 65535):
        raise Problem(
            f"PORT is {text!r}; it must be a number from 1 to 65535: PORT=8001 make run",
            f"PORT 的值为 {text!r}，应为 1 至 65535 之间的数字，例如：PORT=8001 make run",
        )
    port = int(text)
    with socket.socket() as listener:
        # As the server does it: a port that was just left free counts as free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen()
        except PermissionError:
            raise Problem(
                f"Port {port} may not be used without rights of root: PORT=8000 make run",
                f"无权使用端口 {port}，请改用：PORT=8000 make run",
            ) from None
        except OSError:
            other = port + 1 if port < 65535 else 8000
            raise Problem(
                f"Port {port} is taken, perhaps by a site that runs already.\n"
                f"  Stop what uses it, or take another: PORT={other} make run",
                f"端口 {port} 已被占用，可能站点已在运行。请先停止占用者，"
                f"或换一个端口：PORT={other} make run",
            ) from None
    return port


def write_env():
    """The first settings: a secret of this machine's own, for reading by its owner alone."""
    path = ROOT / ".env"
    if path.exists():
        return
    text = (
        "# Made by `make run` for this machine. Every variable is explained in .env.example.\n"
        f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
        "ALLOWED_HOSTS=127.0.0.1,localhost\n"
        "# Plain HTTP is for this machine alone; a public site sets true.\n"
        "HTTPS=false\n"
    )
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    say("Wrote .env with a new secret key.", "已生成 .env 与新的密钥。")


def static_digest():
    folders = [ROOT / "static", *(ROOT / app / "static" for app in APPS)]
    parts = [requirements("requirements.txt")]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                parts += [str(path.relative_to(ROOT)), path.read_bytes()]
    return digest(*parts)


def compile_catalogues():
    """Starts Django for it only where a catalogue is newer than what was compiled from it."""
    for source in ROOT.glob("*/locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            manage("compile_catalogues", "--verbosity", "0")
            return


def collect_static():
    target = var_dir() / "static"
    stamp = var_dir() / "static.sha256"
    value = static_digest()
    if is_stamped(stamp, value) and (target / "staticfiles.json").is_file():
        return
    say(
        "Collecting and compressing static files …",
        "正在收集并压缩静态文件……",
    )
    manage("collectstatic", "--noinput", "--verbosity", "0")
    stamp.write_text(value)


def load_demonstration():
    """Accounts and content on the first run; the accounts' password when there is a new one.

    Returns the password to print, or None. A site that is set up for HTTPS is nobody's
    demonstration and gets neither.
    """
    stamp = var_dir() / "demonstration-loaded"
    given = os.environ.get("DEMO_PASSWORD", "")
    if setting("HTTPS", "true").lower() not in {"false", "0", "no", "off"}:
        return None
    first = not stamp.exists()
    password = given or (secrets.token_urlsafe(12) if first else "")
    if password:
        say("Setting up the demo accounts …", "正在设置演示账号……")
        environment = {**os.environ, "DEMO_PASSWORD": password}
        # It too names the accounts, which are to stand once, below the address.
        manage("create_demo_accounts", environment=environment, quiet=True)
    if first:
        say("Loading the demonstration content …", "正在载入演示内容……")
        manage("load_demo")
        stamp.touch()
    return password or None


def print_welcome(port, password):
    address = f"http://{HOST}:{port}"
    print()
    print("  Kouan 口岸")
    print(f"  中文  Chinese  {address}/")
    print(f"  英文  English  {address}/en/")
    print(f"  管理  Admin    {address}/admin/")
    print()
    if password:
        print(f"  账号  Accounts {', '.join(DEMO_ACCOUNTS[:4])},")
        print(f"                 {', '.join(DEMO_ACCOUNTS[4:])}")
        print(f"  密码  Password {password}")
        say(
            "  The password is shown this once. A new one: DEMO_PASSWORD='…' make run",
            "  密码仅显示这一次。设置新密码：DEMO_PASSWORD='…' make run",
        )
    else:
        say(
            "  The demo accounts keep the password printed at the first run."
            " A new one: DEMO_PASSWORD='…' make run",
            "  演示账号沿用首次运行时显示的密码。设置新密码：DEMO_PASSWORD='…' make run",
        )
    say("  Ctrl-C stops the site.", "  按 Ctrl-C 停止站点。")
    print(flush=True)


def answers(port):
    """The status of the home page, or None while nothing listens."""
    request = urllib.request.Request(f"http://{HOST}:{port}/")
    # A proxy of the environment is not for this machine's own address.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, urllib.error.URLError):
        return None


def serve(port, password, terminal):
    """Runs granian until Ctrl-C, or until make or the terminal is gone. Returns the exit code."""
    workers = min(2, os.cpu_count() or 1)
    command = [
        binary("granian"),
        *["--interface", "wsgi", "--host", HOST, "--port", str(port)],
        *["--workers", str(workers), "--blocking-threads", str(SERVER_THREADS)],
        *["--no-ws", "--log-level", "warning", "--workers-kill-timeout", "5"],
        "portal.wsgi:application",
    ]
    # A group of its own: Ctrl-C comes here alone, and the server gets one signal, not two.
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, process_group=0)
    try:
        deadline = time.monotonic() + 60
        status = None
        while status is None and server.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
            status = answers(port)
        if server.poll() is None and status is not None:
            print_welcome(port, password)
            if status >= 500:
                say(
                    f"  The home page answers {status}; the reason stands above.",
                    f"  首页返回 {status}，原因见上。",
                )
        parent = os.getppid()
        while server.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(1)
            if is_abandoned(parent, terminal):
                return 1
        raise Problem(
            f"The server ended by itself with code {server.returncode}; see above.",
            f"服务器自行退出，代码 {server.returncode}，原因见上。",
        )
    except KeyboardInterrupt:
        # A terminal that was closed takes no farewell.
        with contextlib.suppress(OSError):
            say("\nStopping …", "正在停止……")
        return 0
    finally:
        stop(server)


def is_abandoned(parent, terminal):
    """Whether make was killed or the terminal was closed, neither of which always sends a signal.

    make waits for its commands when its terminal hangs up, and a killed make says nothing.
    """
    if "MAKELEVEL" in os.environ and os.getppid() != parent:
        return True
    if terminal is None:
        return False
    try:
        os.tcgetpgrp(terminal)
    except OSError:
        return True
    return False


def stop(server):
    """Ends the server and what it started: asked first, then killed."""
    with contextlib.suppress(KeyboardInterrupt):
        if server.poll() is None:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(15)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


@contextlib.contextmanager
def terminal_of_its_own():
    """Has the terminal send Ctrl-C to this program and not to make.

    make ends with an error at Ctrl-C whatever its command returns; this way it sees a command
    that ended well. Yields the terminal's file descriptor, or None where it was not taken.
    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        yield None
        return
    try:
        previous = os.getpgrp()
        if previous == os.getpid() or os.tcgetpgrp(terminal) != previous:
            yield None
            return
        os.setpgid(0, 0)
        _give_terminal(terminal, os.getpgrp())
        # The shell does not know this group and could not wake it again.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        try:
            yield terminal
        finally:
            _give_terminal(terminal, previous)
    finally:
        os.close(terminal)


def _give_terminal(terminal, group):
    # Whoever hands the terminal on from the background is stopped unless it ignores SIGTTOU.
    handler = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        os.tcsetpgrp(terminal, group)
    signal.signal(signal.SIGTTOU, handler)


def run():
    with terminal_of_its_own() as terminal:
        port = chosen_port()
        install_system_packages(SITE_PACKAGES, "the PDFs", "生成 PDF")
        prepare_environment()
        write_env()
        var_dir().mkdir(parents=True, exist_ok=True)
        compile_catalogues()
        manage("migrate", "--verbosity", "0", "--skip-checks")
        # A site that was filled by a version without search, or with an older one.
        manage("rebuild_search", "--if-needed", "--skip-checks")
        collect_static()
        password = load_demonstration()
        return serve(port, password, terminal)


# Tests


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
    except KeyboardInterrupt:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(40)
        raise
    finally:
        if process.poll() is None:
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
        self._note(
            english, run_to_its_end(command, environment or test_environment()), started, allowed
        )

    @contextlib.contextmanager
    def beside(self, english, chinese, command):
        """Runs a command while the block runs another one; what it printed is shown after that."""
        started = time.monotonic()
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=test_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                yield
                code = process.wait()
            finally:
                if process.poll() is None:
                    process.terminate()
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(40)
                    process.kill()
                    process.wait()
            output.seek(0)
            print(f"\n== {english} · {chinese}")
            print(output.read().decode(errors="replace"), flush=True)
        self._note(english, code, started)

    def _note(self, english, code, started, allowed=(0,)):
        result = "passed" if code in allowed else f"FAILED (code {code})"
        print(f"-- {english}: {result}, {duration(time.monotonic() - started)}", flush=True)
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


# What the site uses of the system: Debian's package, and how to see that it is there. The site
# itself looks closer when it starts (portal/pdf/system.py).
SITE_PACKAGES = {
    "libpango-1.0-0": lambda: _has_library("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": lambda: _has_library("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz-subset0": lambda: _has_library(
        "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"
    ),
    "fonts-noto-cjk": lambda: _has_chinese_font(),
}

# What the tests use beside it.
SYSTEM_PACKAGES = {
    **SITE_PACKAGES,
    "chromium": lambda: any(map(shutil.which, CHROMIUM)),
    "gettext": lambda: shutil.which("xgettext") and shutil.which("msgmerge"),
    "postgresql": lambda: shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin")),
    "poppler-utils": lambda: shutil.which("pdftotext"),
    "default-jre-headless": lambda: shutil.which("java"),
    "nodejs": lambda: shutil.which("node"),
    "npm": lambda: shutil.which("npm"),
}


def _has_library(*names):
    for name in names:
        with contextlib.suppress(OSError):
            ctypes.CDLL(name)
            return True
    return False


def _has_chinese_font():
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    folders += [Path.home() / ".local/share/fonts", Path.home() / "Library/Fonts"]
    files = {path.name for folder in folders for path in folder.rglob("Noto*CJK*")}
    if all(any(name.startswith(face) for name in files) for face in CHINESE_FACES):
        return True
    try:
        listed = subprocess.run(
            ["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, errors="replace"
        ).stdout
    except OSError:
        return False
    return "Noto Sans CJK SC" in listed and "Noto Serif CJK SC" in listed


def install_system_packages(packages=None, purpose="the tests", purpose_zh="测试"):
    """Installs what is missing where this account may; else says what somebody has to install."""
    packages = SYSTEM_PACKAGES if packages is None else packages
    missing = [name for name, is_there in packages.items() if not is_there()]
    if not missing:
        return
    order = "apt-get update && apt-get install --no-install-recommends " + " ".join(missing)
    rights = _root_prefix()
    if shutil.which("apt-get") and rights is not None:
        say(
            f"Installing {', '.join(missing)} for {purpose} …",
            f"正在安装{purpose_zh}所需的 {'、'.join(missing)}……",
        )
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in [
            ["apt-get", "update", "--quiet=2"],
            ["apt-get", "install", "--quiet=2", "--yes", "--no-install-recommends", *missing],
        ]:
            subprocess.run([*rights, *command], env=environment, stdin=subprocess.DEVNULL)
        missing = [name for name in missing if not packages[name]()]
    if missing:
        raise Problem(
            f"{purpose[:1].upper()}{purpose[1:]} need {', '.join(missing)}."
            f" As root, on Debian and Ubuntu:\n  {order}",
            f"{purpose_zh}需要 {'、'.join(missing)}。请以 root 身份执行：{order}",
        )


def install_checkers(*, with_lighthouse=False):
    """The Node packages that check pages (docs/accessibility-checks.md), unless they are there.

    Lighthouse, twice as large as the others together, comes only where it is run.
    """
    folder = ROOT / CHECKERS
    stamp = folder / "node_modules" / ".kouan.sha256"
    locked = (folder / "package-lock.json").read_bytes()
    values = [digest(locked, "with Lighthouse"), digest(locked)]
    if any(is_stamped(stamp, value) for value in values[: 1 if with_lighthouse else 2]):
        return
    say("Installing the checkers of pages …", "正在安装页面检查工具……")
    command = ["npm", "ci", *([] if with_lighthouse else ["--omit=optional"]), "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise Problem(
            "The checkers could not be installed; npm's reason stands above.\n"
            "  No network: connect, then run the same command again.\n"
            "  With a registry of your own: npm config set registry ADDRESS",
            "页面检查工具安装失败，npm 给出的原因见上。请检查网络后重新运行同一命令；"
            "如使用内部镜像，请执行 npm config set registry 地址。",
        )
    stamp.write_text(values[0 if with_lighthouse else 1])


def _root_prefix():
    if os.geteuid() == 0:
        return []
    try:
        subprocess.run(["sudo", "-n", "true"], check=True, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"]


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
    two = [*pytest, "--numprocesses", "2"]
    unit = ["-m", "not browser and not full"]
    phases.run("unit tests on SQLite", "单元测试（SQLite）", [*two, *unit])
    # The browser's tests are one process that often waits; PostgreSQL's take the other core.
    on_postgresql = [python, "-m", "tests.postgresql", *pytest, *unit]
    on_postgresql += [] if full else ["--only-database"]
    with phases.beside("unit tests on PostgreSQL", "单元测试（PostgreSQL）", on_postgresql):
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
    name = f"Django {version}, Python {'.'.join(map(str, _runs(python)))}"
    check = [python, "manage.py", "check", "--fail-level", "WARNING"]
    phases.run(f"catalogues, {name}", "译文目录", [python, "manage.py", "compile_catalogues"])
    phases.run(f"check, {name}", "系统检查", check)
    migrations = [python, "manage.py", "makemigrations", "--check", "--dry-run"]
    phases.run(f"migrations, {name}", "迁移完整性", migrations)
    pytest = [python, "-m", "pytest", "--quiet", "--numprocesses", "2"]
    unit = [*pytest, "-m", "not browser and not full"]
    phases.run(f"unit tests, {name}", "单元测试", unit)
    return phases.close()


# The rest


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
