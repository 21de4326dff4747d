"""The demonstration served once, one Chromium, and the people who sit before it.

The data are loaded once; before every test the whole database is put back from a copy, sessions included.
Whatever a page does is watched: a request to another host or an error on the console fails the test.
"""

import io
import os
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

# Playwright's synchronous interface runs a loop in this thread; Django would refuse its database calls there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
}
WIDE, PHONE = {"width": 1366, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 20_000
AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"

expect.set_options(timeout=PATIENCE)


# --- the site ---


def copy_of_database() -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.ensure_connection()
    connection.connection.backup(copy)
    return copy


def put_back(copy: sqlite3.Connection) -> None:
    connection.ensure_connection()
    copy.backup(connection.connection)


def sign_in(user: User) -> str:
    """A session as the sign-in page makes it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


@dataclass
class Site:
    url: str
    loaded: sqlite3.Connection
    sessions: dict[str, str]
    """User name → key of the session."""

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    def state_of(self, username: str | None) -> dict:
        """What Playwright calls storage state: the cookies of a person who is signed in."""
        if username is None:
            return {"cookies": [], "origins": []}
        name = urlsplit(self.url).hostname
        cookie = {"name": "sessionid", "value": self.sessions[username], "domain": name, "path": "/"}
        return {
            "cookies": [cookie | {"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}],
            "origins": [],
        }


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        assert connection.vendor == "sqlite", "The browser tests run on the embedded default."
        empty = copy_of_database()
        call_command("demo", stdout=io.StringIO())
        sessions = {user.username: sign_in(user) for user in User.objects.all()}
        loaded = copy_of_database()
        server = LiveServer("127.0.0.1")
        yield Site(server.url, loaded, sessions)
        server.stop()
        put_back(empty)
        loaded.close()
        empty.close()


@pytest.fixture(autouse=True)
def as_loaded(site):
    """Every test begins with the demonstration as it was loaded."""
    put_back(site.loaded)


# --- the browser ---


@pytest.fixture(scope="package")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What happened in a browser that should not have."""

    host: str
    faults: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    """Pages answered 403 or 404, which the console reports as errors."""

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _request(self, request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != self.host:
            self.faults.append(f"request to another host: {request.url}")

    def _response(self, response) -> None:
        if response.status in (403, 404) and response.request.is_navigation_request():
            self.refused.add(response.url)

    def _console(self, message) -> None:
        if message.text.startswith(LEFT):
            return
        if message.type == "error" and message.location.get("url") not in self.refused:
            self.faults.append(f"console: {message.text} ({message.location.get('url')})")


LEFT = ("htmx:afterRequest", "htmx:sendAbort")
"""What htmx says when a page is left while the panel beside its form was being fetched."""


# A person acts on a page that stands; a test is faster than its scripts, and would click a list before it can be
# searched. Playwright waits out whatever it finds under BUSY before it acts or looks.
SAYS_READY = "addEventListener('DOMContentLoaded', () => document.documentElement.setAttribute('data-scripts-ran', ''))"
BUSY = "html:not([data-scripts-ran]), .htmx-settling"


@dataclass
class Visits:
    """Opens browsers for people, and closes them."""

    site: Site
    browser: Browser
    watch: Watch
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, username: str | None, path: str = "/", **options) -> Page:
        context = self.browser.new_context(
            **{
                "base_url": self.site.url,
                "locale": "vi-VN",
                "viewport": WIDE,
                "reduced_motion": "reduce",
                "storage_state": self.site.state_of(username),
                **options,
            }
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(SAYS_READY)
        self.watch.over(context)
        self.contexts.append(context)
        page = context.new_page()
        if options.get("java_script_enabled", True):
            page.add_locator_handler(page.locator(BUSY).first, lambda: None)
        if path:
            page.goto(path)
        return page


@pytest.fixture
def visit(site, chromium):
    """`visit("bvtim", "/doan-ra/")`: the page before that person; None: nobody is signed in."""
    visits = Visits(site, chromium, Watch(site.host))
    yield visits
    for context in visits.contexts:
        context.close()
    assert visits.watch.faults == []
