"""The English wording of the findings about names and about one language, by code."""


def gettext_noop(message):
    return message


MESSAGES = {
    # Names
    "name.differs": gettext_noop(
        "The names differ: Chinese “%(zh)s”, English “%(en)s”. “%(zh)s” is written %(right)s in "
        "English. Correct the one that is wrong."
    ),
    "name.missing": gettext_noop(
        "“%(name)s” stands in one language only. Name it in the other one too (%(accepted)s), "
        "or check the spelling there."
    ),
    "term.differs": gettext_noop(
        "The glossary renders “%(name)s” as %(accepted)s. Use one of these in English, or accept "
        "the finding if the sentence says it otherwise."
    ),
    # Dates and times
    "date.impossible": gettext_noop(
        "There is no such date: %(date)s. Look the right one up and correct it."
    ),
    "date.digits_lost": gettext_noop(
        "“%(date)s” is no date; a character seems to be lost. If %(right)s is meant, write that."
    ),
    "time.impossible": gettext_noop(
        "There is no such time of day: %(date)s. Look the right one up and correct it."
    ),
    # Punctuation, width and spaces
    "punctuation.half_width": gettext_noop("Half-width %(mark)s in Chinese text. Write %(right)s."),
    "punctuation.full_width": gettext_noop("Full-width %(mark)s in English text. Write %(right)s."),
    "width.letters": gettext_noop("Full-width letters or digits: %(wrong)s. Write %(right)s."),
    "doubled.punctuation": gettext_noop(
        "Punctuation marks follow one another: %(marks)s. Keep the one that is meant."
    ),
    "doubled.space": gettext_noop("There is a space too many inside the sentence. Delete it."),
    "space.before": gettext_noop(
        "A space stands before a punctuation mark or after an opening bracket. Delete it."
    ),
    "space.missing": gettext_noop("A space is missing after “%(mark)s”. Add it."),
    # Words
    "doubled.word": gettext_noop("“%(word)s” is written twice. Delete one."),
    "wording.misspelt": gettext_noop(
        "“%(wrong)s” is on the list of words to correct. Write “%(right)s”. %(note)s"
    ),
    "wording.unwanted": gettext_noop(
        "“%(wrong)s” is on the list of words not to be used. Choose another word. %(note)s"
    ),
    # Brackets and quotation marks
    "brackets.unpaired": gettext_noop(
        "“%(mark)s” has no partner. Add the missing “%(partner)s” or delete this one."
    ),
    # The language itself
    "language.not_chinese": gettext_noop(
        "The Chinese text is written in English. Put it on the English side and write the Chinese."
    ),
    "language.not_english": gettext_noop(
        "The English text is written in Chinese. Put it on the Chinese side and write the English."
    ),
}
