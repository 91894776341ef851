"""Who a request comes from."""

import ipaddress

from django.conf import settings


def client_address(request):
    """The visitor's IP address, or None where the server does not say.

    Behind a proxy that is trusted it is the last entry of X-Forwarded-For, the one that this proxy
    wrote itself; those before it are the visitor's own claims. Without it everybody would share
    the proxy's address, and one stranger's guesses would lock out the owner of an account.
    """
    address = request.META.get("REMOTE_ADDR") or None
    if settings.TRUST_PROXY:
        claimed = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        try:
            return str(ipaddress.ip_address(claimed))
        except ValueError:
            return address
    return address
