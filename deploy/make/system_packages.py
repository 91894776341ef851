"""What the site and its tests use of the system and of Node."""

import contextlib
import ctypes
import os
import shutil
import subprocess
from pathlib import Path

from .interpreters import Problem, say
from .project import CHECKERS, ROOT, digest, is_stamped

# As fonts-noto-cjk and the builds of the fonts' own project name their files.
CHINESE_FACES = ["NotoSansCJK", "NotoSerifCJK"]
CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]

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
