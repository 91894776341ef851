from django import template

from news import rendering

register = template.Library()


@register.simple_tag
def figure(picture):
    """A picture with its credit, as the articles' own figures look."""
    return rendering.figure(picture)
