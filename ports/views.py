from django.http import HttpResponse


def board(request):
    return HttpResponse()


def detail(request, slug):
    return HttpResponse()
