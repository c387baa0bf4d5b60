"""One module a step; what was published is never changed."""
