"""Whether the system has what PDFs are made with, and the sentence that says what to install.

Asked of the dynamic linker and of fontconfig, as WeasyPrint will ask them, without importing it:
that takes a second, which a management command need not spend.
"""

import ctypes
import sys

from django.core.checks import Error, register

# The name of a library on Linux and on macOS, and Debian's package of it.
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}
FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib")
FONTS = ("Noto Sans CJK SC", "Noto Serif CJK SC")
FONT_PACKAGE = "fonts-noto-cjk"
FC_MATCH_PATTERN = 0


def missing_packages() -> list[str]:
    """Debian's names of what is missing, in the order in which they are looked for."""
    missing = [package for package, names in LIBRARIES.items() if _open(names) is None]
    fontconfig = _open(FONTCONFIG)
    # libpangoft2 brings fontconfig; without it nothing can be said of fonts.
    if fontconfig is None or not all(_has_font(fontconfig, font) for font in FONTS):
        missing.append(FONT_PACKAGE)
    return missing


def sentence(missing: list[str]) -> str:
    """What to install, in both languages: who reads it may not be who set the language."""
    names = " ".join(missing)
    return (
        f"PDFs cannot be made without {', '.join(missing)}. As root, on Debian and Ubuntu: "
        f"apt-get install --no-install-recommends {names}\n"
        f"生成 PDF 缺少 {'、'.join(missing)}。请在 Debian、Ubuntu 上以 root 身份执行："
        f"apt-get install --no-install-recommends {names}"
    )


@register()
def can_make_documents(app_configs, **kwargs):
    missing = missing_packages()
    return [Error(sentence(missing), id="portal.E001")] if missing else []


def require() -> None:
    """Ends the program with the sentence where something is missing; for the start of a server."""
    missing = missing_packages()
    if missing:
        sys.exit(sentence(missing))


def _open(names):
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _has_font(library, family: str) -> bool:
    """Whether fontconfig's best match for a family is that family."""
    library.FcNameParse.restype = ctypes.c_void_p
    library.FcFontMatch.restype = ctypes.c_void_p
    library.FcFontMatch.argtypes = [ctypes.c_void_p] * 3
    library.FcConfigSubstitute.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
    library.FcDefaultSubstitute.argtypes = [ctypes.c_void_p]
    library.FcPatternDestroy.argtypes = [ctypes.c_void_p]
    library.FcPatternGetString.argtypes = [
        *(ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int),
        ctypes.POINTER(ctypes.c_char_p),
    ]
    pattern = library.FcNameParse(family.encode())
    try:
        library.FcConfigSubstitute(None, pattern, FC_MATCH_PATTERN)
        library.FcDefaultSubstitute(pattern)
        result = ctypes.c_int()
        match = library.FcFontMatch(None, pattern, ctypes.byref(result))
        if not match:
            return False
        found, number = ctypes.c_char_p(), 0
        names = []
        # A font has a name in each of several languages.
        while library.FcPatternGetString(match, b"family", number, ctypes.byref(found)) == 0:
            names.append(found.value.decode(errors="replace"))
            number += 1
        library.FcPatternDestroy(match)
        return family in names
    finally:
        library.FcPatternDestroy(pattern)
