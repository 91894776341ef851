import time

from django.conf import settings
from django.contrib.auth import logout
from django.utils import translation

ADMIN_LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME


class PolicyMiddleware:
    """The content-security policy and its companions on every response, errors and files too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            policy = settings.ADMIN_POLICY
            response.headers.setdefault("Cache-Control", "private, no-store")
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        elif request.path.startswith(settings.MEDIA_URL):
            policy = settings.MEDIA_POLICY
        else:
            policy = settings.PUBLIC_POLICY
        response.headers["Content-Security-Policy"] = policy
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
        response.headers["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response


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


class SessionAgeMiddleware:
    """Signs staff out after 30 minutes without a request and 12 hours after sign-in."""

    # The time is noted at most this often, so that not every request writes the session.
    NOTE_SECONDS = 60

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/admin/") and request.user.is_authenticated:
            now = int(time.time())
            session = request.session
            signed_in = session.setdefault("signed_in_at", now)
            seen = session.get("seen_at", 0)
            idle = seen and now - seen > settings.SESSION_IDLE_SECONDS
            if idle or now - signed_in > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif now - seen >= self.NOTE_SECONDS:
                session["seen_at"] = now
        return self.get_response(request)
