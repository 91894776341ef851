"""A post announces status changes of the ports; the form of its edition says which."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from news.models import Edition, Status
from ports.models import StatusChange
from tests.builders import make_edition, make_port, make_public, make_status, make_user


@pytest.fixture
def changes(db):
    """Three status changes: of today, of yesterday and of last year."""
    service = make_port().services.get()
    now = timezone.now()
    return [
        make_status(service, "open", now - timedelta(hours=1)),
        make_status(service, "closed", now - timedelta(days=1)),
        make_status(service, "limited", now - timedelta(days=365)),
    ]


@pytest.fixture
def author(client, db):
    user = make_user("author", groups=["author"], is_staff=True)
    client.force_login(user)
    return user


def address(edition):
    return reverse("admin:news_edition_change", args=[edition.pk])


def form_of(client, edition):
    """What the form of an edition would post if nothing were typed."""
    context = client.get(address(edition)).context
    data = {}
    forms = [context["adminform"].form]
    for formset in context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.initial_forms]
        prefix = formset.formset.prefix
        data[f"{prefix}-TOTAL_FORMS"] = formset.formset.initial_form_count()
    for form in forms:
        for bound in form:
            value = bound.value()
            name = bound.html_name
            if value is not None and value is not False and not name.endswith("TOTAL_FORMS"):
                is_time = hasattr(value, "strftime")
                data[name] = value.strftime("%Y-%m-%dT%H:%M") if is_time else value
    data["announces"] = ",".join(map(str, data.get("announces", [])))
    data["initial-announces"] = [pk for pk in data["announces"].split(",") if pk]
    return {name: value for name, value in data.items() if value != ""}


def post(client, edition, data, **changed):
    return client.post(address(edition), {**data, **changed}, follow=True)


def test_a_saved_number_is_what_the_post_announces(client, author, changes):
    edition = make_edition()
    post(client, edition, form_of(client, edition), announces=str(changes[0].pk))

    assert list(edition.post.announces.all()) == [changes[0]]
    page = client.get(address(edition)).content.decode()
    assert f'value="{changes[0].pk}"' in page
    assert str(StatusChange.objects.get(pk=changes[0].pk)) in page
    assert LogEntry.objects.filter(object_id=edition.pk).count() == 1


def test_it_needs_no_new_edition_and_takes_nothing_out_of_review(client, author, changes):
    for status in [Status.APPROVED, Status.FIRST_REVIEW]:
        edition = make_edition(status=status)
        before = edition.lock_version
        response = post(client, edition, form_of(client, edition), announces=str(changes[0].pk))
        edition = Edition.objects.get(pk=edition.pk)

        assert response.status_code == 200
        assert list(edition.post.announces.all()) == [changes[0]]
        assert (edition.status, edition.lock_version) == (status, before)
        assert edition.post.editions.count() == 1


@pytest.mark.parametrize("typed", ["old", "abc", "99999"])
def test_what_is_not_recent_or_not_there_is_refused_in_words(client, author, changes, typed):
    edition = make_edition()
    value = str(changes[2].pk) if typed == "old" else typed
    response = post(client, edition, form_of(client, edition), announces=value)

    assert response.context["adminform"].form.errors["announces"]
    assert edition.post.announces.count() == 0


def test_one_that_is_announced_already_stays_however_old(client, author, changes):
    edition = make_edition()
    edition.post.announces.add(changes[2])
    data = form_of(client, edition)
    post(client, edition, data, announces=f"{changes[2].pk},{changes[1].pk}")

    assert set(edition.post.announces.all()) == {changes[1], changes[2]}


def test_an_older_form_takes_nothing_back_and_two_forms_add_both(client, author, changes):
    edition = make_public()
    older, newer = form_of(client, edition), form_of(client, edition)
    post(client, edition, newer, announces=str(changes[0].pk))
    post(client, edition, older)
    assert list(edition.post.announces.all()) == [changes[0]]

    post(client, edition, older, announces=str(changes[1].pk))
    assert set(edition.post.announces.all()) == set(changes[:2])


def test_it_is_taken_away_again(client, author, changes):
    edition = make_edition()
    edition.post.announces.set(changes[:2])
    post(client, edition, form_of(client, edition), announces=str(changes[1].pk))

    assert list(edition.post.announces.all()) == [changes[1]]


def test_the_lookup_opens_the_recent_changes(client, author, changes):
    page = client.get(address(make_edition()))
    widget = page.context["adminform"].form["announces"]
    url = widget.field.widget.get_context("announces", [], {"id": "x"})["related_url"]
    listed = client.get(url)

    assert listed.status_code == 200
    assert set(listed.context["cl"].result_list) == set(changes[:2])
    assert 'for="id_announces"' in page.content.decode()


def test_who_may_only_look_has_no_field_for_it(client, changes):
    client.force_login(make_user("auditor", groups=["auditor"], is_staff=True))

    assert 'name="announces"' not in client.get(address(make_edition())).content.decode()
