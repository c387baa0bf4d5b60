"""Readers: bytes of a file in, a frame of text out."""
