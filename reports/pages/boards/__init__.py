"""The parts of the overview. Each module makes one of them; `roles.py` says which role sees which."""
