from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from news import paper_at_release
from news.models import Post, Release
from portal.pdf import NotMade


class Command(BaseCommand):
    help = (
        "Makes the PDFs of all public articles that are missing, for example after an update that "
        "changes their layout. Without it each is made when it is first asked for."
    )

    def add_arguments(self, parser):
        parser.add_argument("slug", nargs="*", help="only these articles")
        parser.add_argument(
            "--origin",
            help="what the addresses in them begin with; the site's domain unless given",
        )

    def handle(self, *, slug, origin, verbosity, **options):
        origin = (origin or paper_at_release.origin() or "").rstrip("/")
        if not origin:
            raise CommandError(
                "The site's domain is none that ALLOWED_HOSTS names: give --origin https://…"
            )
        public = Release.objects.public("zh") | Release.objects.public("en")
        posts = Post.objects.filter(pk__in=public.order_by().values("post"))
        if slug:
            posts = posts.filter(slug__in=slug)
        failed = 0
        for post in tqdm(list(posts), unit="post", disable=None if verbosity else True):
            try:
                paper_at_release.make(post, origin)
            except NotMade as reason:
                failed += 1
                self.stderr.write(f"{post.slug}: {reason}")
        if failed:
            raise CommandError(f"{failed} articles have no PDF.")
