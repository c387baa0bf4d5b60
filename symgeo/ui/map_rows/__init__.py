"""The rows of large maps, fetched by the map itself instead of coming with each run of the page."""
