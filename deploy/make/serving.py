"""`make run`: prepares a site on this machine and serves it."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from .environments import prepare_environment, requirements
from .interpreters import Problem, say
from .project import APPS, ROOT, binary, digest, is_stamped, manage, setting, var_dir
from .system_packages import SITE_PACKAGES, install_system_packages

HOST = "127.0.0.1"
SERVER_THREADS = 4
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
