from django.urls import path

from news import views

app_name = "news"
urlpatterns = [
    path("", views.listing, name="list"),
    path("column/<slug:slug>/", views.column, name="column"),
    path("archive/<int:year>/", views.archive, name="archive"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/parallel/", views.parallel, name="parallel"),
]
