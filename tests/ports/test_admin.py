from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from ports import data_urls
from ports import urls as pages
from ports.models import (
    RESERVED_SLUGS,
    ExceptionDay,
    Port,
    RegimeChange,
    Service,
    StatusChange,
)
from tests.builders import make_port, make_status, make_user
from tests.ports.test_board import make_many_ports, queries_of


@pytest.fixture
def officer_client(client, db):
    client.force_login(make_user("officer", is_staff=True, is_superuser=True))
    return client


def typed_change(service, **values):
    return {
        "service": service.pk,
        "action": "resumed",
        "since_0": "2025-10-05",
        "since_1": "10:00:00",
        "since_precision": "instant",
        "state": "",
        "limitation": "",
        "until_0": "",
        "until_1": "",
        "reason_zh": "恢复货运通关。",
        "reason_en": "Freight clearance resumed.",
        "source_text": "",
        "confidence": "high",
        **values,
    }


ADD = "admin:ports_statuschange_add"


def test_an_officer_records_a_change_and_the_state_follows_from_what_happened(officer_client):
    service = make_port().services.get()

    response = officer_client.post(reverse(ADD), typed_change(service))

    assert response.status_code == 302
    change = StatusChange.objects.get()
    assert (change.state, change.recorded_by.username) == ("open", "officer")
    assert change.since.isoformat() == "2025-10-05T02:00:00+00:00"
    assert (change.reason_zh, change.reason_en) == ("恢复货运通关。", "Freight clearance resumed.")
    assert Service.objects.as_of(timezone.now()).get().state == "open"


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"action": "suspended"}, "closed"),
        ({"action": "opened_temporarily", "limitation": "temporary"}, "limited"),
        ({"action": "resumed", "limitation": "appointment"}, "limited"),
        ({"action": "status"}, ""),
    ],
)
def test_a_state_left_empty_follows(officer_client, values, state):
    service = make_port().services.get()

    officer_client.post(reverse(ADD), typed_change(service, **values))

    assert StatusChange.objects.get().state == state


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"action": "suspended", "state": "open"}, "state"),
        ({"action": "status", "state": "open"}, "state"),
        ({"action": "resumed", "state": "open", "limitation": "goods"}, "limitation"),
        ({"until_0": "2025-10-05", "until_1": "09:00:00"}, "until"),
        ({"reason_en": ""}, "reason_en"),
        ({"reason_zh": ""}, "reason_zh"),
        ({"action": "baseline"}, "action"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_not_saved(officer_client, values, field):
    service = make_port().services.get()

    response = officer_client.post(reverse(ADD), typed_change(service, **values))

    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors
    assert not StatusChange.objects.exists()


def test_history_is_read_and_never_edited_or_deleted(officer_client):
    change = make_status(make_port().services.get(), "closed", timezone.now())
    page = reverse("admin:ports_statuschange_change", args=[change.pk])

    assert officer_client.get(page).status_code == 200
    assert officer_client.post(page, typed_change(change.service)).status_code == 403
    delete = reverse("admin:ports_statuschange_delete", args=[change.pk])
    assert officer_client.post(delete, {"post": "yes"}).status_code == 403
    assert StatusChange.objects.get().action == "suspended"


def test_a_port_with_a_history_cannot_be_deleted(officer_client):
    port = make_port()
    make_status(port.services.get(), "closed", timezone.now())

    officer_client.post(reverse("admin:ports_port_delete", args=[port.pk]), {"post": "yes"})

    assert Port.objects.filter(pk=port.pk).exists()


@pytest.mark.parametrize("query", ["塔克什肯", "Takeshiken", "Takixken", "takeshiken", "tǎ kè"])
def test_ports_are_found_by_every_name(officer_client, query):
    port = make_port(
        "takeshiken", name_zh="塔克什肯口岸", name_en="Takeshiken Port", pinyin="tǎ kè shí kěn"
    )
    port.aliases.create(text="Takixken")
    make_port("other", name_zh="老爷庙口岸", name_en="Laoyemiao Port")

    response = officer_client.get(reverse("admin:ports_port_changelist"), {"q": query})

    assert [found.slug for found in response.context["cl"].result_list] == ["takeshiken"]


def test_ports_are_filtered_by_state_and_mode(officer_client):
    opened = make_port("opened", services=[("road", "freight")])
    make_status(opened.services.get(), "open", timezone.now() - timedelta(days=1))
    make_port("unknown", services=[("rail", "freight")])

    def found(**query):
        response = officer_client.get(reverse("admin:ports_port_changelist"), query)
        return [port.slug for port in response.context["cl"].result_list]

    assert found(freight="open") == ["opened"]
    assert found(freight="closed") == []
    assert found(freight="none") == ["unknown"]
    assert found(mode="rail") == ["unknown"]
    assert found(mode="nonsense", freight="nonsense") == ["opened", "unknown"]


def test_the_list_shows_one_state_where_modes_agree_and_each_where_they_differ(officer_client):
    port = make_port("two", services=[("rail", "freight"), ("road", "freight")])
    rail, road = port.services.order_by("mode")
    make_status(rail, "open", timezone.now() - timedelta(days=1))
    make_status(road, "open", timezone.now() - timedelta(days=2))
    page = reverse("admin:ports_port_changelist")

    assert "铁路：" not in officer_client.get(page).content.decode()
    make_status(road, "closed", timezone.now() - timedelta(days=1))
    assert "铁路：开放<br>公路：关闭" in officer_client.get(page).content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "port",
        "statuschange",
        "regimechange",
        "exceptionday",
        "openingrule",
        "country",
        "source",
    ],
)
def test_every_list_and_form_answers(officer_client, name):
    make_many_ports(1)
    assert officer_client.get(reverse(f"admin:ports_{name}_changelist")).status_code == 200
    assert officer_client.get(reverse(f"admin:ports_{name}_add")).status_code == 200


@pytest.mark.any_database
@pytest.mark.parametrize("name", ["port", "statuschange"])
def test_a_list_asks_as_often_for_200_rows_as_for_20(officer_client, name):
    page = reverse(f"admin:ports_{name}_changelist")
    make_many_ports(20)
    officer_client.get(page)
    few = queries_of(lambda: officer_client.get(page))
    make_many_ports(180)
    assert queries_of(lambda: officer_client.get(page)) == few


@pytest.mark.any_database
def test_the_form_for_a_change_asks_as_often_for_200_ports_as_for_20(officer_client):
    make_many_ports(20)
    officer_client.get(reverse(ADD))
    few = queries_of(lambda: officer_client.get(reverse(ADD)))
    make_many_ports(180)
    assert queries_of(lambda: officer_client.get(reverse(ADD))) == few


def test_a_port_is_saved_with_both_names_and_links_to_its_history(officer_client):
    port = make_port("saved")
    html = officer_client.get(reverse("admin:ports_port_change", args=[port.pk])).content.decode()

    assert f"{reverse(ADD)}?service={port.services.get().pk}" in html
    assert 'class="module aligned bilingual' in html


# Corrections


def test_a_correction_starts_from_the_row_and_takes_its_place(officer_client):
    service = make_port().services.get()
    since = timezone.now() - timedelta(days=3)
    wrong = make_status(
        service, "closed", since, reason_zh="暂停。", reason_en="Suspended.", confidence="medium"
    )
    page = reverse("admin:ports_statuschange_change", args=[wrong.pk])
    add = f"{reverse(ADD)}?corrects={wrong.pk}"
    assert add in officer_client.get(page).content.decode()

    form = officer_client.get(add).context["adminform"].form
    assert form.initial["service"] == service.pk
    assert (form.initial["action"], form.initial["reason_en"]) == ("suspended", "Suspended.")
    assert form.fields["corrects"].widget.is_hidden
    assert "更正" in officer_client.get(add).content.decode()

    typed = typed_change(service, action="suspended", corrects=wrong.pk, since_1="12:00:00")
    assert officer_client.post(add, typed).status_code == 302
    right = StatusChange.objects.get(corrects=wrong)
    asked = Service.objects.as_of(timezone.now()).get()
    assert asked.status_change_id == right.pk
    assert officer_client.get(page).status_code == 200


def test_a_row_is_withdrawn_with_a_reason_in_both_languages(officer_client):
    service = make_port().services.get()
    wrong = make_status(service, "closed", timezone.now() - timedelta(days=3))
    address = f"{reverse(ADD)}?corrects={wrong.pk}&withdraw=1"

    initial = officer_client.get(address).context["adminform"].form.initial
    assert (initial["action"], initial["state"], initial["reason_zh"]) == ("status", "", "")
    typed = typed_change(service, action="status", corrects=wrong.pk)
    assert officer_client.post(address, typed | {"reason_en": ""}).status_code == 200
    assert officer_client.post(address, typed).status_code == 302
    assert Service.objects.as_of(timezone.now()).get().state is None


def test_what_an_import_began_can_be_corrected(officer_client):
    service = make_port().services.get()
    row = make_status(service, "open", timezone.now() - timedelta(days=3), action="baseline")
    address = f"{reverse(ADD)}?corrects={row.pk}"
    typed = typed_change(service, action="baseline", state="closed", corrects=row.pk)

    assert officer_client.post(address, typed).status_code == 302
    assert officer_client.post(reverse(ADD), typed).status_code == 200


def test_a_correction_cannot_move_to_another_service(officer_client):
    row = make_status(make_port().services.get(), "closed", timezone.now())
    other = make_port().services.get()
    response = officer_client.post(
        f"{reverse(ADD)}?corrects={row.pk}", typed_change(other, corrects=row.pk)
    )

    assert "service" in response.context["adminform"].form.errors


@pytest.mark.parametrize("corrects", ["0", "x", "-1", "9" * 30, "１"])
def test_a_row_that_is_none_is_no_correction(officer_client, corrects):
    make_port()
    assert officer_client.get(reverse(ADD), {"corrects": corrects}).status_code == 200


def test_a_regime_is_corrected_too(officer_client):
    service = make_port().services.get()
    row = RegimeChange.objects.create(
        service=service, regime="seasonal", since=timezone.now() - timedelta(days=9)
    )
    address = f"{reverse('admin:ports_regimechange_add')}?corrects={row.pk}"
    assert officer_client.get(address).context["adminform"].form.initial["regime"] == "seasonal"
    typed = typed_change(service, regime="perennial", corrects=row.pk, since_0="2025-01-01")

    assert officer_client.post(address, typed).status_code == 302
    assert Service.objects.as_of(timezone.now()).get().regime == "perennial"
    assert Service.objects.as_of(row.since).get().regime == "perennial"


def test_an_exception_day_is_added_with_its_hours_and_never_edited(officer_client):
    service = make_port().services.get()
    typed = {
        "service": service.pk,
        "date": "2025-10-05",
        "state": "open",
        "opens": "10:00",
        "closes": "16:00",
        "limitation": "",
        "reason_zh": "国庆节假期",
        "reason_en": "National Day holiday",
    }
    add = reverse("admin:ports_exceptionday_add")
    assert officer_client.post(add, typed | {"closes": ""}).status_code == 200
    assert officer_client.post(add, typed).status_code == 302
    row = ExceptionDay.objects.get()
    assert (row.opens.hour, row.recorded_by.username) == (10, "officer")
    page = reverse("admin:ports_exceptionday_change", args=[row.pk])
    assert officer_client.get(page).status_code == 200
    assert officer_client.post(page, typed).status_code == 403


@pytest.mark.parametrize(
    ("language", "message"),
    [("zh-hans", "是本网站的固定地址，请改用其他地址"), ("en", "is an address of the site")],
)
@pytest.mark.parametrize("slug", ["calendar", "Status"])
def test_a_port_cannot_take_an_address_of_the_site(db, language, message, slug):
    with translation.override(language):
        with pytest.raises(ValidationError) as refused:
            Port(slug=slug, name_zh="甲口岸").full_clean()
        (told,) = refused.value.message_dict["slug"]

    assert message in told
    assert slug in told


def test_every_address_beside_the_ports_is_kept_from_them():
    """What stands under /ports/ by a name of its own, in the pages and in the open data."""
    fixed = {
        str(pattern.pattern).removeprefix("ports/").partition(".")[0].partition("/")[0]
        for pattern in [*pages.urlpatterns, *data_urls.urlpatterns]
        if "<" not in str(pattern.pattern)
    }
    assert fixed - {"", "ports"} == RESERVED_SLUGS
