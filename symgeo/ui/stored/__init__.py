"""The pieces of the Data page: projects, their revisions, single sites, and files to take away."""
