"""How sure sums over opportunities are."""
