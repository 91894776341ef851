"""The English wording of every finding, by its code; `Finding.values` fills the placeholders.

Each says what is wrong and what to do. They are marked for the catalogues, which the Django side
looks them up in.
"""


def gettext_noop(message):
    return message


MESSAGES = {
    # Languages that disagree: numbers
    "number.differs": gettext_noop(
        "The numbers differ: Chinese %(zh)s, English %(en)s. Correct the one that is wrong."
    ),
    "number.scale": gettext_noop(
        "The numbers differ by a power of ten: Chinese %(zh)s, English %(en)s. "
        "Check 万 and 亿 against thousand, million and billion."
    ),
}
