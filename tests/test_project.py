"""The frame itself: settings, formats, headers, locks."""

import json
import os
import re
import stat
import subprocess
import sys
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, override

from core.csp import ContentSecurityPolicyMiddleware
from doiNgoai.middleware import ChosenLanguageMiddleware


def ask(statement, folder, **environment):
    """What the settings say in a process of their own, with these environment variables alone."""
    given = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    given |= {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "doiNgoai.settings"} | environment
    command = [sys.executable, "-c", f"from django.conf import settings as s; print(({statement}))"]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=given, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_psycopg_3_is_absent():
    # Django would silently prefer it over psycopg2.
    assert find_spec("psycopg2") and not find_spec("psycopg")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_has_a_hash_for_everything_and_no_address(name):
    lock = Path(settings.BASE_DIR, name).read_text()
    packages = re.findall(
        r"^[a-z][\w.-]*==.*$(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?$)+", lock, re.MULTILINE
    )
    assert len(packages) == len(re.findall(r"^\w", lock, re.MULTILINE)) > 20
    assert "://" not in lock
    assert set(re.findall(r"--[\w-]+", lock)) == {
        "--hash"
    }  # where to download from is the machine's business


def test_lock_of_the_scripts_in_the_browser_has_no_address_to_download_from():
    lock = Path(settings.BASE_DIR, "package-lock.json").read_text()
    packages = [package for path, package in json.loads(lock)["packages"].items() if path]
    assert packages and all("integrity" in package and "resolved" not in package for package in packages)


def test_secret_key_is_made_once_and_for_the_owner_only(tmp_path):
    folder = tmp_path / "new" / "var"
    first, second = (ask("s.SECRET_KEY", folder) for _ in range(2))
    assert first == second and len(first) > 50
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert ask("s.SECRET_KEY", folder, SECRET_KEY="given") == "given"


def test_servers_come_from_the_environment(tmp_path):
    what = "s.DATABASES['default']['ENGINE'], s.CELERY_BROKER_URL, s.CACHES['default']['BACKEND']"
    assert ask(what, tmp_path) == str(
        (
            "django.db.backends.sqlite3",
            "filesystem://localhost",
            "django.core.cache.backends.filebased.FileBasedCache",
        )
    )
    servers = {"DATABASE_URL": "postgres://u:p@db/name", "REDIS_URL": "redis://cache:6379/1"}
    assert ask(what, tmp_path, **servers) == str(
        (
            "django.db.backends.postgresql",
            "redis://cache:6379/1",
            "django.core.cache.backends.redis.RedisCache",
        )
    )


def test_https_secures_cookies_and_redirects(tmp_path):
    what = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.DEBUG"
    assert ask(what, tmp_path) == "(False, False, False, False, False)"
    assert ask(what, tmp_path, HTTPS="true") == "(True, True, True, True, False)"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("07/01/2026", date(2026, 1, 7)),
        ("7/1/2026", date(2026, 1, 7)),
        ("07-01-2026", date(2026, 1, 7)),
        ("07.01.2026", date(2026, 1, 7)),
        ("07/01/26", date(2026, 1, 7)),
        ("070126", date(2026, 1, 7)),
        ("121126", date(2026, 11, 12)),
        ("12112026", date(2026, 11, 12)),
        ("2026-01-07", date(2026, 1, 7)),
    ],
)
def test_date_is_read_day_first(language, typed, meant):
    with override(language):
        assert forms.DateField().clean(typed) == meant


def test_date_that_does_not_exist_is_refused():
    with override("vi"), pytest.raises(forms.ValidationError):
        forms.DateField().clean("31/02/2026")


def test_numbers_and_dates_are_written_as_in_vietnam():
    with override("vi"):
        assert number_format(Decimal("1234567.5"), force_grouping=True) == "1.234.567,5"
        assert date_format(date(2026, 1, 7), "SHORT_DATE_FORMAT") == "07/01/2026"
    with override("en"):
        assert number_format(Decimal("1234567.5"), force_grouping=True) == "1,234,567.5"
        assert date_format(date(2026, 1, 7), "SHORT_DATE_FORMAT") == "07/01/2026"


def test_policy_header_allows_nothing_inline(rf):
    response = ContentSecurityPolicyMiddleware(lambda request: HttpResponse())(rf.get("/"))
    assert response["Content-Security-Policy"] == (
        "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; "
        "form-action 'self'; base-uri 'self'; object-src 'none'"
    )


@pytest.mark.parametrize(("cookie", "shown"), [(None, "vi"), ("en", "en"), ("fr", "vi")])
def test_language_is_vietnamese_until_chosen(rf, cookie, shown):
    request = rf.get("/", headers={"accept-language": "en-US,en"})
    if cookie:
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    response = ChosenLanguageMiddleware(lambda request: HttpResponse(get_language()))(request)
    assert response.content.decode() == shown
