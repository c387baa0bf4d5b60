"""Saved views: saved from the home page, put in order, and shown to a meeting."""
