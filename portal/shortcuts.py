"""The keyboard shortcuts of the accessible browsing bar.

Each needs Alt and Shift: a single letter would answer to speech input and to slips of the hand
(WCAG 2.1.4), and browsers and screen readers use few of these. The bar's own switch turns all of
them off. `code` is the key's place (KeyboardEvent.code), the same whatever the layout types.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Shortcut:
    act: str
    code: str
    key: str
    label: str


def shortcuts() -> list[Shortcut]:
    """All shortcuts in the order of the list, worded in the active language."""
    return [
        Shortcut("size-up", "Equal", "+", _("Larger text")),
        Shortcut("size-down", "Minus", "-", _("Smaller text")),
        Shortcut("zoom", "KeyZ", "Z", _("Next page zoom")),
        Shortcut("spacing", "KeyW", "W", _("Wide spacing on or off")),
        Shortcut("theme", "KeyC", "C", _("Next colours")),
        Shortcut("view", "KeyS", "S", _("Simple layout on or off")),
        Shortcut("guide", "KeyG", "G", _("Next reading guide")),
        Shortcut("pointer", "KeyM", "M", _("Large pointer on or off")),
        Shortcut("caption", "KeyT", "T", _("Large captions on or off")),
        Shortcut("read-page", "KeyR", "R", _("Read the whole page aloud")),
        Shortcut("read-here", "KeyH", "H", _("Read aloud from here")),
        Shortcut("read-passage", "KeyP", "P", _("Read this passage aloud")),
        Shortcut("pause", "KeyK", "K", _("Pause or go on reading aloud")),
        Shortcut("stop", "KeyE", "E", _("Stop reading aloud")),
        Shortcut("to-content", "Digit1", "1", _("Go to the content")),
        Shortcut("to-navigation", "Digit2", "2", _("Go to the navigation")),
        Shortcut("to-bar", "Digit3", "3", _("Go to the accessible browsing bar")),
        Shortcut("list", "Slash", "/", _("List of shortcuts")),
        Shortcut("reset", "Digit0", "0", _("Reset everything")),
        Shortcut("exit", "KeyX", "X", _("Leave accessible browsing")),
    ]
