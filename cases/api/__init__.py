"""The read-only API below ``/api/v1/`` for other programs; docs/api.md is its manual.

Each address is a ``Resource``: it declares its parameters and the shape of its answer, from which
the OpenAPI description is made, and finds what it answers through the same filter, match set,
record and access policy as the pages.
"""
