"""Addresses of delegations."""

from core.addresses import addresses
from delegations.views import INBOUND, OUTBOUND

urlpatterns = [
    *addresses("doan-ra/", OUTBOUND),
    *addresses("doan-vao/", INBOUND),
]
