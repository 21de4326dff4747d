"""What the tests of the IATI file share."""

import pytest
from django.core.cache import cache

from core.department import Department
from tests.aid_projects.iati import IDENTIFIER


@pytest.fixture
def publisher(db):
    Department(
        name="Sở Y tế Hà Nội", english_name="Hanoi Department of Health", iati_identifier=IDENTIFIER
    ).save()
    yield
    cache.delete("department")
