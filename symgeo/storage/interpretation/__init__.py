"""From a grid of text to sites and flows: what each column and each cell means."""
