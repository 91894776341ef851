"""What the Atom feeds of the site have in common (RFC 4287)."""

from dataclasses import dataclass

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date

from portal.chrome import chrome_of
from portal.languages import HTML_CODES, content_language

# Entries of a feed: a reader who asks once a week misses none.
MOST = 50


class Atom(Atom1Feed):
    """Texts as text: what an editor typed is no HTML, though Django marks summaries as such."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item | {"description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})

    def latest_post_date(self):
        # Without entries Django would say now, and the answer be another one each second.
        return super().latest_post_date() if self.items else self.feed["updated_without_items"]


@dataclass(frozen=True)
class Asked:
    """What a feed is asked about: `subject` is a column, a port, or None for everything."""

    chrome: object
    language: str
    subject: object = None


class SiteFeed(Feed):
    """A feed in the language of its address, by the site as its author.

    `ETag` is that of the bytes. `Last-Modified` is when this process read what is public: no entry
    can say when another one was withdrawn.
    """

    feed_type = Atom

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        del response.headers["Last-Modified"]
        read = chrome_of(request).held_from
        # The header has no parts of a second; within this one something may still change.
        if read.replace(microsecond=0) < timezone.now().replace(microsecond=0):
            response.headers["Last-Modified"] = http_date(read.timestamp())
        return response

    def get_object(self, request, **arguments):
        chrome = chrome_of(request)
        return Asked(chrome, content_language(), self.subject(chrome, **arguments))

    def subject(self, chrome):
        """What a feed with arguments in its address is about. Raises Http404."""

    def get_feed(self, asked, request):
        # A shared object cannot keep the language of one request; Django reads this attribute.
        feed = super().get_feed(asked, request)
        feed.feed["language"] = HTML_CODES[asked.language]
        return feed

    def feed_extra_kwargs(self, asked):
        return {"updated_without_items": timezone.localtime(asked.chrome.held_from)}

    def author_name(self, asked):
        return asked.chrome.identity.name
