"""Objects for tests. A call names only what matters to the test."""

from datetime import timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.utils import timezone

from news import versions
from news.models import Column, Edition, Passage, Post, Proofreading, Status
from portal.languages import CONTENT_LANGUAGES
from ports.models import Country, Port, Service, StatusChange

_number = count(1)


def make_column(slug="news", **values):
    values = {"name_zh": "要闻", "name_en": "News", **values}
    return Column.objects.get_or_create(slug=slug, defaults=values)[0]


def make_edition(
    post=None,
    *,
    slug=None,
    column=None,
    status=Status.DRAFT,
    passages=None,
    ports=(),
    is_proofread=True,
    **values,
):
    """An edition with its post. `passages` is a list of (zh, en) or of dicts of field values.

    English stands wherever the test does not say otherwise; give `title_en=""` for none. What
    reached the final review was proofread on its way.
    """
    number = next(_number)
    if post is None:
        post = Post.objects.create(slug=slug or f"post-{number}", column=column or make_column())
    last = post.editions.order_by("-number").first()
    if status not in {Status.DRAFT, Status.RETURNED} and "publish_at" not in values:
        values["publish_at"] = timezone.now() - timedelta(minutes=number % 50 + 1)
    edition = Edition(
        post=post,
        number=last.number + 1 if last else 1,
        **{
            "title_zh": f"第{number}篇稿件",
            # A number in one title alone would be a finding of its own.
            "title_en": "A post" if "title_zh" in values else f"Post {number}",
            "summary_zh": f"第{number}篇稿件的摘要",
            "summary_en": f"Summary of post {number}",
            "source_zh": "本站",
            "source_en": "This site",
            "author_zh": "作者甲",
            "author_en": "Author A",
            "editor_zh": "编辑乙",
            "editor_en": "Editor B",
            **values,
        },
    )
    if edition.title_en == "":
        edition.summary_en = ""
    edition.confirm_translations()
    edition.save()
    if passages is None:
        english = f"First paragraph of post {number}." if edition.title_en else ""
        passages = [(f"第{number}篇稿件的第一段。", english)]
    for position, item in enumerate(passages, start=1):
        fields = item if isinstance(item, dict) else {"text_zh": item[0], "text_en": item[1]}
        passage = Passage(edition=edition, position=position, **fields)
        if "fingerprint_en" not in fields:
            passage.confirm_translations(CONTENT_LANGUAGES)
        passage.save()
    edition.ports.set(ports)
    edition.refresh_language_states()
    edition.status = status
    edition.save()
    # Not save(): the release was written with the edition.
    post.latest_edition = edition
    Post.objects.filter(pk=post.pk).update(latest_edition=edition)
    if status == Status.FINAL_REVIEW and is_proofread:
        proofread(edition)
    return edition


def proofread(edition):
    """Lets somebody unnamed have proofread every language of an edition as it stands."""
    for language, digest in versions.digests_of_languages(edition).items():
        Proofreading.objects.get_or_create(
            edition=edition,
            language=language,
            digest=digest,
            by=None,
            defaults={"stage": edition.status, "lock_version": edition.lock_version},
        )


def make_public(**values):
    """An edition that readers can see in both languages."""
    return make_edition(status=Status.APPROVED, **values)


def make_port(slug=None, *, country="KZ", services=(("road", "freight"),), **values):
    number = next(_number)
    port = Port.objects.create(
        slug=slug or f"port-{number}",
        country=Country.objects.get(code=country) if country else None,
        **{"name_zh": f"第{number}口岸", "name_en": f"Port {number}", **values},
    )
    for mode, traffic in services:
        Service.objects.create(port=port, mode=mode, traffic=traffic)
    return port


def make_status(service, state, since, **values):
    actions = {
        "open": "resumed",
        "limited": "opened_temporarily",
        "closed": "suspended",
        "": "status",
    }
    return StatusChange.objects.create(
        service=service, state=state, since=since, **{"action": actions[state], **values}
    )


def make_user(name="author", *, groups=(), password=None, **values):
    from django.contrib.auth.models import Group

    user = get_user_model().objects.create_user(name, password=password, **values)
    user.groups.set([Group.objects.get_or_create(name=group)[0] for group in groups])
    return user
