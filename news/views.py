from django.http import HttpResponse


def listing(request):
    return HttpResponse()


def column(request, slug):
    return HttpResponse()


def archive(request, year):
    return HttpResponse()


def detail(request, slug):
    return HttpResponse()
