"""Organisations and people at the desk."""

from partners.admin import organisations, people

__all__ = ["organisations", "people"]
