"""The English wording of every finding, by its code; `Finding.values` fills the placeholders.

Each says what is wrong and what to do. They are marked for the catalogues, which the Django side
looks them up in.
"""

from . import language_messages


def gettext_noop(message):
    return message


MESSAGES = {
    **language_messages.MESSAGES,
    # Languages that disagree: numbers
    "number.differs": gettext_noop(
        "The numbers differ: “%(zh)s” in Chinese, “%(en)s” in English. Correct the wrong one."
    ),
    "number.scale": gettext_noop(
        "The numbers differ by a power of ten: “%(zh)s” in Chinese, “%(en)s” in English. "
        "Check ten thousands and hundred millions against thousands, millions and billions."
    ),
    "number.too_many": gettext_noop(
        "This passage is too long, or holds too many numbers, for them to be compared. "
        "Divide it into shorter passages, or check its numbers by hand."
    ),
    "number.missing": gettext_noop(
        "“%(found)s” has no counterpart in the other language. Add it there or remove it here."
    ),
    "range.differs": gettext_noop(
        "The ranges differ: “%(zh)s” in Chinese, “%(en)s” in English. Make both ends the same."
    ),
    "unit.differs": gettext_noop(
        "The units differ: “%(zh)s” in Chinese, “%(en)s” in English. Correct the unit."
    ),
    "currency.differs": gettext_noop(
        "The currencies differ: “%(zh)s” in Chinese, “%(en)s” in English. Correct the currency."
    ),
    "percent.points": gettext_noop(
        "Percent stands against percentage points: “%(zh)s” in Chinese, “%(en)s” in English. "
        "Use the same in both."
    ),
    "qualifier.differs": gettext_noop(
        "One is exact or about, the other over or under: “%(zh)s” in Chinese, “%(en)s” in "
        "English. Say the same in both."
    ),
    "direction.differs": gettext_noop(
        "One rises and the other falls: “%(zh)s” in Chinese, “%(en)s” in English. Correct the verb."
    ),
    "relation.differs": gettext_noop(
        "One is within a time, the other after or before it: “%(zh)s” in Chinese, “%(en)s” in "
        "English. Say the same in both."
    ),
    "change.differs": gettext_noop(
        "One is what a figure changed by, the other what it changed to: “%(zh)s” in Chinese, "
        "“%(en)s” in English. Say the same in both."
    ),
    "extreme.differs": gettext_noop(
        "One is the most, the other the least: “%(zh)s” in Chinese, “%(en)s” in English. Correct "
        "the wrong one."
    ),
    "event.differs": gettext_noop(
        "In one language something begins on this day, in the other it ends: “%(zh)s” in Chinese, "
        "“%(en)s” in English. Correct the verb."
    ),
    "coordinate.differs": gettext_noop(
        "East stands against west, or north against south: “%(zh)s” in Chinese, “%(en)s” in "
        "English. Correct the wrong one."
    ),
    # Languages that disagree: dates, times and ordinals
    "date.differs": gettext_noop(
        "The dates differ: “%(zh)s” in Chinese, “%(en)s” in English. Correct the wrong one."
    ),
    "date.missing": gettext_noop(
        "The date “%(found)s” has no counterpart in the other language. Add it there or remove it "
        "here."
    ),
    "time.differs": gettext_noop(
        "The times differ: “%(zh)s” in Chinese, “%(en)s” in English. Correct the wrong one."
    ),
    "time.missing": gettext_noop(
        "The time “%(found)s” has no counterpart in the other language. Add it there or remove it "
        "here."
    ),
    "weekday.differs": gettext_noop(
        "The weekdays differ: “%(zh)s” in Chinese, “%(en)s” in English. Correct the wrong one."
    ),
    "period.differs": gettext_noop(
        "The periods differ: “%(zh)s” in Chinese, “%(en)s” in English. Correct the wrong one."
    ),
    "period.missing": gettext_noop(
        "The period “%(found)s” has no counterpart in the other language. Add it there or remove "
        "it here."
    ),
    "ordinal.differs": gettext_noop(
        "The ordinal numbers differ: “%(zh)s” in Chinese, “%(en)s” in English. Correct the wrong "
        "one."
    ),
}
