"""The Vietnamese catalogue is complete, and the compiled file is what its source says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
from django.conf import settings

FOLDER = Path(settings.BASE_DIR, "locale", "vi", "LC_MESSAGES")


def untranslated(catalogue) -> list[str]:
    return [
        entry.msgid for entry in catalogue if not entry.obsolete and (not entry.translated() or entry.fuzzy)
    ]


def test_compiled_catalogue_is_what_its_source_says():
    source = {
        (entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural)
        for entry in polib.pofile(FOLDER / "django.po")
    }
    compiled = {
        (entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural)
        for entry in polib.mofile(FOLDER / "django.mo")
    }
    assert compiled == source


def test_every_text_of_the_source_has_its_vietnamese(tmp_path):
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "templates", "locale"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    for name in listed:
        if not name.startswith("tests/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(Path(settings.BASE_DIR, name), tmp_path / name)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "vi", "--no-location", "--no-obsolete", "-v0"],
        cwd=tmp_path,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "doiNgoai.settings", "VAR_DIR": str(tmp_path / "var")},
        check=True,
    )
    assert untranslated(polib.pofile(tmp_path / "locale/vi/LC_MESSAGES/django.po")) == []


def test_translations_keep_their_placeholders():
    def marks(text):
        return sorted(part.split(")")[0] for part in text.split("%(")[1:])

    broken = [
        entry.msgid
        for entry in polib.pofile(FOLDER / "django.po")
        for text in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if marks(text) != marks(entry.msgid)
    ]
    assert broken == []


def test_no_text_hides_in_an_f_string():
    # xgettext does not look inside f-strings: such a text would stay English for ever.
    listed = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    ).stdout.split()
    hidden = [
        name
        for name in listed
        if not name.startswith("tests/")
        and re.search(r"\{_\(|\{gettext\(", Path(settings.BASE_DIR, name).read_text())
    ]
    assert hidden == []
