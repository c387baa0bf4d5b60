"""Ranges, limits and scenarios on the pages."""
