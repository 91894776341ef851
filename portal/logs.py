import logging
import re

CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class OneLineFormatter(logging.Formatter):
    """Writes control characters of a message as escapes.

    A name typed at sign-in is logged, and with a line end in it could forge the next line.
    Tracebacks, which hold several lines for a reason, are left as they are.
    """

    def formatMessage(self, record):
        return CONTROL.sub(
            lambda found: found[0].encode("unicode_escape").decode(), super().formatMessage(record)
        )
