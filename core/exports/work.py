"""A list too long to wait for: written by the worker, kept for the person who asked."""


def begin_export(wanted):
    raise NotImplementedError
