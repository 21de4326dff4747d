"""`/api/v1`: everything the screens show and take in, for programs (ADR 15, docs/api.md).

Nothing is decided here: scope, rules, workflow and history are those of the screens, and a new record type is in the
API by its `Screen`.
"""
