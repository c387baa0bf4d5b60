"""Repair what is wrong in a person's file: grouped actions, typed cells, the marked-up file, suggestions."""
