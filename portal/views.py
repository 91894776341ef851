from django.shortcuts import get_object_or_404, render

from portal.models import Page


def home(request):
    return render(request, "portal/home.html")


def page(request, slug):
    return render(request, "portal/page.html", {"page": get_object_or_404(Page, slug=slug)})
