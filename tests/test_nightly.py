"""The day's regular work: once a day by one worker, a failing part stops no other."""

import datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from core.nightly import NightlyRun, Part, late, run
from core.notifications import Kind, Notification
from doiNgoai import nightly
from doiNgoai.celery import app
from tests.factories import people

pytestmark = pytest.mark.django_db
NIGHT = datetime.datetime(2026, 3, 12, 1, 10, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def clock():
    with time_machine.travel(NIGHT, tick=False) as clock:
        yield clock


def part(name, done: list, fails: bool = False) -> Part:
    def work() -> str:
        done.append(name)
        if fails:
            raise OSError("the disk is full")
        return "xong"

    return Part(name, name, work)


def test_done_once_a_day(clock):
    done = []
    for _hour in range(3):
        run([part("a", done)])
        clock.shift(HOUR)
    clock.shift(24 * HOUR)
    run([part("a", done)])
    assert done == ["a", "a"]


def test_failing_part_stops_no_other_and_is_tried_again(clock, django_capture_on_commit_callbacks):
    done, administrator = [], people.administrator()
    parts = [part("bad", done, fails=True), part("good", done)]
    for _hour in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            results = run(parts)
        clock.shift(HOUR)
    assert done == ["bad", "good", "bad"]
    assert [(result.ok, result.said) for result in results] == [(False, "the disk is full")]
    (notice,) = Notification.objects.of(administrator)
    assert notice.kind == Kind.SYSTEM and "bad" in notice.text


def test_part_another_worker_is_at_is_left_to_it(clock):
    done = []
    NightlyRun.objects.create(part="a", begun_at=timezone.now())
    assert run([part("a", done)], again=True) == []
    clock.shift(2 * HOUR)  # that worker was killed
    run([part("a", done)])
    assert done == ["a"]


def test_late_when_not_done_for_a_day_and_a_half(clock):
    one = part("a", [])
    assert late([one]) == ["a"]
    run([one])
    assert late([one]) == []
    clock.shift(37 * HOUR)
    assert late([one]) == ["a"]


def test_health_tells_what_is_late(client):
    every = [one.name for one in nightly.ALL]
    assert client.get(reverse("healthz")).json() == {"status": "ok", "late": every}
    run(nightly.ALL)
    assert client.get(reverse("healthz")).json() == {"status": "ok", "late": []}


def test_command_does_it_all_and_says_what(capsys):
    for _time in range(2):
        call_command("nightly")
        said = capsys.readouterr().out
        assert [line.partition(":")[0] for line in said.splitlines()] == [one.name for one in nightly.ALL]
    NightlyRun.objects.update(begun_at=timezone.now())
    call_command("nightly")
    assert "another worker" in capsys.readouterr().out


def test_command_fails_when_a_part_does(monkeypatch):
    monkeypatch.setattr("doiNgoai.management.commands.nightly.ALL", (part("bad", [], fails=True),))
    with pytest.raises(CommandError):
        call_command("nightly")


def test_beat_starts_tasks_that_exist():
    app.loader.import_default_modules()
    planned = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert planned and planned <= set(app.tasks)
    for name in planned:
        app.tasks[name]()
    assert late(nightly.ALL) == []


def test_names_of_parts_are_their_own():
    names = [one.name for one in nightly.ALL]
    assert len(set(names)) == len(names)
