import re
import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import BadRequest
from django.dispatch import receiver
from django.utils import translation
from django.utils.functional import SimpleLazyObject

# Of a text that is not released yet, in either language.
PREVIEW = re.compile(r"/(?:[a-z-]+/)?preview/")
ADMIN_LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME


class PolicyMiddleware:
    """The content-security policy and its companions on every response, errors and files too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith("/admin/"):
            # An uploaded picture shown in the admin is as little a page as one under /media/.
            is_upload = getattr(response, "is_upload", False)
            policy = settings.MEDIA_POLICY if is_upload else settings.ADMIN_POLICY
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        elif request.path_info.startswith(settings.MEDIA_URL):
            policy = settings.MEDIA_POLICY
        elif PREVIEW.match(request.path_info):
            policy = settings.PREVIEW_POLICY
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
            # The address is the key; no page that is linked to may learn it.
            response.headers["Referrer-Policy"] = "no-referrer"
        else:
            policy = settings.PUBLIC_POLICY
        response.headers["Content-Security-Policy"] = policy
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
        response.headers["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        # Django's own middleware gives these to pages; a static file and a request refused for its
        # host name never come that far.
        for name, value in {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        }.items():
            response.headers.setdefault(name, value)
        return response


class HonestAddressMiddleware:
    """Answers 400 to a NUL byte in the query, and to a query of more than 16 KB.

    No honest address holds one: PostgreSQL raises on NUL wherever it is compared, and SQLite on a
    LIKE pattern of more than 50 KB. A NUL in the path is left to the patterns, which know none.
    """

    MAX_QUERY = 16_384

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if len(query) > self.MAX_QUERY:
            raise BadRequest("the query is too long")
        if "%00" in query or "\x00" in query:
            raise BadRequest("NUL byte in the query")
        return self.get_response(request)


class LanguageMiddleware:
    """The language stands in the path: English under /en/, else Chinese.

    The admin, which has one address for both, follows the editor's own choice in a cookie. No
    header is ever asked.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        translation.activate(self.language_of(request))
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response

    @staticmethod
    def language_of(request):
        path = request.path_info
        if path.startswith("/admin/"):
            chosen = request.COOKIES.get(ADMIN_LANGUAGE_COOKIE)
            return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        return translation.get_language_from_path(path) or settings.LANGUAGE_CODE


@receiver(user_logged_in, dispatch_uid="session-age")
def note_sign_in(sender, request, user, **kwargs):
    if request is not None:
        request.session["signed_in_at"] = request.session["seen_at"] = int(time.time())


class SessionAgeMiddleware:
    """Signs staff out after 30 minutes without a request and 12 hours after sign-in.

    The question is asked wherever a view asks for the user, so that no side door (a file, a
    preview) takes a session that the admin would refuse; pages that never ask cost nothing. A
    session without the time of its sign-in was not made by signing in and is not taken either.
    A view that a page calls by itself sets `request.is_unattended` before it asks for the user.
    """

    # The time is noted at most this often, so that not every request writes the session.
    NOTE_SECONDS = 60

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        request.user = SimpleLazyObject(lambda: self.user_in_time(request, user))
        return self.get_response(request)

    def user_in_time(self, request, user):
        if not user.is_authenticated:
            return user
        now = int(time.time())
        session = request.session
        seen = session.get("seen_at", 0)
        if (
            now - seen > settings.SESSION_IDLE_SECONDS
            or now - session.get("signed_in_at", 0) > settings.SESSION_COOKIE_AGE
        ):
            request.user = user  # `logout` asks for the user again
            logout(request)
            return request.user
        if now - seen >= self.NOTE_SECONDS and not getattr(request, "is_unattended", False):
            session["seen_at"] = now
        return user
