"""A store of its own for each test that keeps files."""

import pytest


@pytest.fixture
def own_store(settings, tmp_path):
    """A store and a folder for what comes in, empty for each test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
