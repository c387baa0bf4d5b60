"""The addresses that our own server answers, and the headers on every answer."""
