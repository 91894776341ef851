from django.urls import path

from ports import views

app_name = "ports"
urlpatterns = [
    path("", views.board, name="board"),
    path("<slug:slug>/", views.detail, name="detail"),
]
