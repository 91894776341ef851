from django.db import models
from django.urls import reverse
from django.utils import timezone


class Column(models.Model):
    name = models.CharField(max_length=40)
    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("news:column", args=[self.slug])


class PostQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status="published", published_at__lte=timezone.now())


class Post(models.Model):
    slug = models.SlugField(unique=True)
    column = models.ForeignKey(Column, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    body = models.TextField()
    source = models.CharField(max_length=160)
    author = models.CharField(max_length=100)
    editor = models.CharField(max_length=100)
    status = models.CharField(max_length=20, default="published")
    published_at = models.DateTimeField(db_index=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("news:detail", args=[self.slug])
