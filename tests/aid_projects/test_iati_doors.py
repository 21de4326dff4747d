"""The doors to the IATI file: the page, the file of a list, the command; who may, and what is logged."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from aid_projects.iati import NotReady, publish
from core.department import Department
from core.events import Event
from tests.aid_projects.iati import IDENTIFIER, full, one, valid
from tests.factories import people


@pytest.mark.django_db
def test_without_an_identifier_nothing_is_made_and_the_page_says_where_to_enter_it(client):
    cache.delete("department")
    with pytest.raises(NotReady):
        publish([])
    client.force_login(people.officer())
    page = client.get(reverse("aid_iati"))
    assert page.context["refusal"]
    assert page.context["file_url"] == ""
    assert client.get(reverse("aid_iati_file")).status_code == 404
    with pytest.raises(CommandError):
        call_command("export_iati", "x.xml")


def test_file_is_taken_from_the_list_and_logged(publisher, client):
    wanted, other = full(title="Máy thở"), full(title="Xe cứu thương")
    client.force_login(people.officer())
    page = client.get(reverse("aid_list") + "?q=may+tho")
    (link,) = [each["url"] for each in page.context["other_files"]]
    told = client.get(link)
    assert told.context["published"] == 1
    response = client.get(told.context["file_url"])
    assert response["Content-Type"].startswith("application/xml")
    assert "attachment" in response["Content-Disposition"]
    assert one(valid(response.content), "//iati-identifier").endswith(wanted.number)
    event = Event.objects.get(action="iati")
    assert (event.kind, event.actor_name) == ("EXPORT", str(people.officer()))
    everything = valid(client.get(reverse("aid_iati_file")).content)
    assert {
        each.rpartition(f"{IDENTIFIER}-")[2] for each in everything.xpath("//iati-identifier/text()")
    } == {wanted.number, other.number}


def test_scope_and_permission(publisher, client):
    full()
    client.force_login(people.stranger())
    assert client.get(reverse("aid_iati")).context["published"] == 0
    assert client.get(reverse("aid_iati_file")).status_code == 404
    client.force_login(people.owner())
    assert client.get(reverse("aid_iati_file")).status_code == 200
    for person in (people.clerk(), people.administrator(), people.nobody()):
        client.force_login(person)
        assert client.get(reverse("aid_iati")).status_code == 403
        assert client.get(reverse("aid_iati_file")).status_code == 403
        assert client.get(reverse("aid_list")).context["other_files"] == []


def test_withdrawn_aid_is_not_published(publisher, client):
    made = full()
    made.withdraw(by=people.officer(), reason="Nhập nhầm")
    client.force_login(people.officer())
    assert client.get(reverse("aid_iati")).context["published"] == 0


def test_file_costs_the_same_for_one_and_for_many(publisher, client, django_assert_max_num_queries):
    client.force_login(people.officer())
    full()
    client.get(reverse("aid_iati_file"))
    for _number in range(8):
        full()
    with django_assert_max_num_queries(8):
        assert client.get(reverse("aid_iati_file")).status_code == 200


def test_command_writes_the_file_and_tells_what_it_lacks(publisher, tmp_path, capsys):
    full(english_title="")
    call_command("export_iati", str(tmp_path / "iati.xml"))
    valid((tmp_path / "iati.xml").read_bytes())
    assert "VT-" in capsys.readouterr().err
    assert Event.objects.filter(action="iati").exists()
    with pytest.raises(CommandError):
        call_command("export_iati", str(tmp_path / "none" / "iati.xml"))


@pytest.mark.parametrize("wrong", ["abc", "VN", "VN-ABC", "VN ABC 1", "<x>-A-1"])
def test_identifier_is_checked(wrong):
    with pytest.raises(ValidationError):
        Department._meta.get_field("iati_identifier").run_validators(wrong)
    Department._meta.get_field("iati_identifier").run_validators(IDENTIFIER)
