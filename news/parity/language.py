"""Faults within one language."""


def check_text(text, lang):
    return []
