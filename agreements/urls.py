"""Addresses of agreements."""

from agreements.views import AGREEMENT
from core.addresses import addresses

urlpatterns = [
    *addresses("thoa-thuan/", AGREEMENT),
]
