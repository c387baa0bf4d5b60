"""Untrusted cells in, trusted frames out."""
