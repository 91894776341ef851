from django.views.generic import DetailView, ListView, TemplateView

from tests.bench.floor.models import Column, Post


def columns(request):
    return {"columns": Column.objects.all()}


class Home(TemplateView):
    template_name = "floor/home.html"

    def get_context_data(self, **kwargs):
        posts = Post.objects.published()
        sections = [(column, posts.filter(column=column)[:5]) for column in Column.objects.all()]
        return super().get_context_data(latest=posts[:10], sections=sections, **kwargs)


class PostList(ListView):
    template_name = "floor/list.html"
    paginate_by = 20

    def get_queryset(self):
        return Post.objects.published().select_related("column")


class ColumnList(PostList):
    def get_queryset(self):
        return super().get_queryset().filter(column__slug=self.kwargs["slug"])


class PostDetail(DetailView):
    template_name = "floor/detail.html"

    def get_queryset(self):
        return Post.objects.published().select_related("column")

    def get_context_data(self, **kwargs):
        posts = Post.objects.published()
        at = self.object.published_at
        return super().get_context_data(
            newer=posts.filter(published_at__gt=at).order_by("published_at").first(),
            older=posts.filter(published_at__lt=at).first(),
            same_column=posts.filter(column=self.object.column).exclude(pk=self.object.pk)[:5],
            **kwargs,
        )
