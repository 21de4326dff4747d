"""How a record tells that it is found by other words than before; alone, because records know nothing of the search."""

from django.dispatch import Signal

found_anew = Signal()
"""`rows` of one type were stored, or their search text changed: their entries follow (`keeping`). `new`: these have none yet."""
