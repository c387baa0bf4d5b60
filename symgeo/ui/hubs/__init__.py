"""The pieces of the page Hubs."""
