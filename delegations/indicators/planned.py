"""In the year's plan or not."""

from django.db.models import Q

PLANNED = Q(in_plan=True)
UNPLANNED = Q(in_plan=False) | Q(in_plan=None)
"""Not said to be in the plan counts as not in it."""
