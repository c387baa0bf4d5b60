"""The tables of the database, step by step from one version of symgeo to the next."""
