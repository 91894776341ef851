import unicodedata

import pytest

from portal.text import UNWANTED, clean_line, clean_text


@pytest.mark.parametrize(
    "char",
    ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u00ad", "\u200b", "\u200d", "\u200e", "\u202e"]
    + [
        "\u2066",
        "\u2060",
        "\ufeff",
        "\ufffe",
        "\uffff",
        "\ud800",
        "\U000e0041",
        "\u3164",
        "\u180e",
    ],
)
def test_unwanted_characters_are_removed(char):
    assert clean_text(f"口{char}岸") == clean_line(f"口{char}岸") == "口岸"


@pytest.mark.parametrize("char", ["　", "·", "“", "—", "…", "㎡", "𠮷", "龘", "é", "№", "Ⅳ", "🚛"])
def test_characters_of_honest_texts_stay(char):
    assert clean_text(f"口{char}岸") == f"口{char}岸"


def test_text_is_stored_composed():
    assert clean_text("e\u0301") == "é"
    assert unicodedata.is_normalized("NFC", clean_text("Ha\u0308rte\u0301"))


def test_a_line_holds_no_line_end():
    assert clean_line(" 口\r\n岸\u2028a\u2029b\tc\x0bd ") == "口 岸 a b cd"


def test_line_ends_are_one_kind():
    assert clean_text("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


def test_no_assigned_format_character_slips_through_but_those_of_known_use():
    known = {"\u0600", "\u0601", "\u0602", "\u0603", "\u0604", "\u0605", "\u06dd", "\u070f"}
    known |= {"\u0890", "\u0891", "\u08e2", "\U000110bd", "\U000110cd"}  # signs before numbers
    slipped = {
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) == "Cf" and not UNWANTED.match(chr(code))
    }
    others = {char for char in slipped - known if not 0x13430 <= ord(char) <= 0x1343F}
    assert {char for char in others if not 0x1BCA0 <= ord(char) <= 0x1BCA3} == set()
