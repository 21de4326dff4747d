"""Focal points and the two trainings of the sources (domain §5.1, §5.2)."""

import pytest
from django.urls import reverse

from directory.models import Person
from personnel.models import FocalPoint, TrainingCourse
from tests.factories import people
from tests.factories.forms import as_sent, faults

pytestmark = pytest.mark.django_db
SPEAKERS = (
    ("Chính sách đối ngoại", "Nguyễn Hoàng Giang", "Phó Vụ trưởng", "Vụ Chính sách đối ngoại, Bộ Ngoại giao"),
    ("Xử lý hoạt động đối ngoại thông thường", "Lê Anh Tú", "", "Cục Ngoại vụ, Bộ Ngoại giao"),
    ("Thủ tục trình duyệt tiếp nhận viện trợ", "Phan Thúy Nga", "", "Sở Kế hoạch và Đầu tư Hà Nội"),
    ("Phối hợp quản lý người nước ngoài", "Nguyễn Minh Phương", "", "Phòng Quản lý XNC, Công an TP Hà Nội"),
)


def enter(client, name: str, **changes):
    client.force_login(people.officer())
    address = reverse(f"{name}_create")
    return client.post(address, as_sent(client.get(address)) | changes)


def test_training_of_june_2024_is_entered_with_its_speakers(client):
    rows = {
        f"topics-{number}-{field}": value
        for number, row in enumerate(SPEAKERS)
        for field, value in zip(("topic", "speaker", "position", "organisation"), row, strict=True)
    }
    response = enter(
        client,
        "training",
        title="Hội nghị tập huấn công tác đối ngoại cho ngành y tế Hà Nội",
        unit=str(people.unit("Sở Y tế Hà Nội").pk),
        start_date="11/06/2024",
        attending_bodies="Lãnh đạo chi cục, bệnh viện, trung tâm y tế, trung tâm chuyên khoa",
        **{"topics-TOTAL_FORMS": "4", **rows},
        **{
            "attendees-TOTAL_FORMS": "1",
            "attendees-0-full_name": "Trần Thị Bình",
            "attendees-0-unit": str(people.unit().pk),
            "attendees-0-present": "on",
        },
    )
    assert response.status_code == 302, faults(response)
    made = TrainingCourse.objects.get()
    told = [(row.topic, row.speaker, row.position, row.organisation) for row in made.topics.order_by("pk")]
    assert told == list(SPEAKERS)
    assert [row.person.full_name for row in made.attendees.all()] == ["Trần Thị Bình"]


def test_training_of_2018_is_entered_with_an_organiser_outside_the_sector(client):
    response = enter(
        client,
        "training",
        title="Hội nghị Tập huấn về Công tác HTQT trong lĩnh vực y tế",
        organiser="Vụ Hợp tác quốc tế, Bộ Y tế",
        start_date="29/11/2018",
        place="Hòa Bình",
        attendance="100",
        attendance_note="Trên 100 đại biểu",
        foreign_element="on",
        materials_url="https://drive.google.com/open?id=1iQZmOfZhvbWXhv5ypF-c8VamcBbC6N8w",
    )
    assert response.status_code == 302, faults(response)
    assert TrainingCourse.objects.get().organiser == "Vụ Hợp tác quốc tế, Bộ Y tế"


FOCAL = {"full_name": "Lê Thị Hoa", "kind": "KIEM_NHIEM", "role": "CHINH", "start_date": "01/03/2024"}


def test_focal_point_is_entered_by_name(client):
    response = enter(client, "focal_point", unit=str(people.unit().pk), time_share="12,5", **FOCAL)
    assert response.status_code == 302, faults(response)
    made = FocalPoint.objects.get()
    assert (str(made.person), str(made.time_share)) == ("Lê Thị Hoa", "12.50")
    address = reverse("focal_point_edit", args=[made.pk])
    client.post(address, as_sent(client.get(address)) | {"full_name": "Lê Thị Hoà"})
    assert Person.objects.get().full_name == "Lê Thị Hoà"


def test_part_time_needs_its_share(client):
    assert list(faults(enter(client, "focal_point", unit=str(people.unit().pk), **FOCAL))) == ["time_share"]


def test_second_main_focal_point_of_a_unit_is_refused(client):
    unit = str(people.unit().pk)
    enter(client, "focal_point", unit=unit, time_share="50", **FOCAL)
    response = enter(
        client, "focal_point", unit=unit, time_share="50", **FOCAL | {"full_name": "Phạm Văn Nam"}
    )
    assert list(faults(response)) == ["role"]
