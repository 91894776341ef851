"""What an engine is asked: tokens with "and" and "or". No Django, no database."""

from dataclasses import dataclass

from portal.search.tokens import HEAD


@dataclass(frozen=True)
class All:
    parts: tuple


@dataclass(frozen=True)
class AnyOf:
    parts: tuple


def every(parts):
    """All of some expressions; of a single one that itself."""
    parts = tuple(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else All(parts)


def some(parts):
    """Any of some expressions; of a single one that itself."""
    parts = tuple(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def in_head(expression):
    """The same words, but in a title or a name."""
    if isinstance(expression, str):
        return HEAD + expression
    return type(expression)(tuple(in_head(part) for part in expression.parts))


def joined(expression, token, all_of, any_of) -> str:
    """The words of an expression in a language that has brackets; functions write its parts."""
    if isinstance(expression, str):
        return token(expression)
    parts = [joined(part, token, all_of, any_of) for part in expression.parts]
    return (all_of if isinstance(expression, All) else any_of)(parts)
