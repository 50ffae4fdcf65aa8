"""Organisations, people and sponsors at the desk."""

from partners.admin import organisations, people, sponsors

__all__ = ["organisations", "people", "sponsors"]
