"""Names that one language has and the other lacks."""


def check(zh, en, vocabulary):
    return []
