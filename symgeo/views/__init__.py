"""Drawings: maps, figures, tables and cards, from frames and texts."""
