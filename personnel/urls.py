"""Addresses of focal points and training."""

from core.addresses import addresses
from personnel.views import FOCAL_POINT, TRAINING

urlpatterns = [
    *addresses("dau-moi/", FOCAL_POINT),
    *addresses("tap-huan/", TRAINING),
]
