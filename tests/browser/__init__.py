"""Tests in a real browser: everything a reader sees, from the address to the picture."""
