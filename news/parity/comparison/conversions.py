"""An amount in brackets behind its own: 37.83 billion yuan ($5.2 billion), 300亩（约20公顷）."""

import re
from fractions import Fraction

from ..findings import Level
from ..quantities import CURRENCIES
from .likeness import measure_class, worth


class Conversions:
    """What one language may leave out, and what it may not change."""

    def is_conversion(self, quantity, text):
        """Whether it stands in brackets behind a number of its kind, as in 100 yuan ($14)."""
        if quantity.kind != "number" or not quantity.dimension:
            return False
        before = text[max(0, quantity.start - 30) : quantity.start]
        opened = max(before.rfind("("), before.rfind("（"))
        if (
            opened < 0
            or re.search(r"[)）;；。,，、]", before[opened:])
            or len(before) - opened > 24
        ):
            at = re.search(
                r"(?:, or|，约合|，合|,) ?(?:about|around|roughly|approximately|nearly)? ?$", before
            )
            if not (at and re.search(r"or|合", at.group())):
                return False
            opened = at.start()
        place = quantity.start - len(before) + opened
        side = self.zh if text is self.zh_text else self.en
        at = self.places[quantity]
        for other in reversed(side[max(0, at - 4) : at]):
            if other.end <= place + 1 and place - other.end <= 24:
                between = text[other.end : place]
                return (
                    other is not quantity
                    and measure_class(other) == measure_class(quantity)
                    and other.unit != quantity.unit
                    and not re.search(r"[,，;；。、（）()]|\. ", between)
                )
        return False

    def compare_conversions(self):
        """Of 300亩（约20公顷） one side may leave the bracket out, but not change it."""
        for text, side in ((self.zh_text, self.zh), (self.en_text, self.en)):
            for at, quantity in enumerate(side):
                if at == 0 or quantity in self.partner or quantity.dimension in CURRENCIES:
                    continue
                if not self.is_conversion(quantity, text):
                    continue
                for other in reversed(side[max(0, at - 4) : at]):
                    if other.dimension == quantity.dimension and other.unit != quantity.unit:
                        one, two = worth(other), worth(quantity)
                        if one and two and not Fraction(9, 10) < one / two < Fraction(10, 9):
                            which = "zh" if side is self.zh else "en"
                            self.alone("number.missing", Level.WARNING, quantity, which)
                        break
