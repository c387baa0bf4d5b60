"""The pieces of the Plan page."""
