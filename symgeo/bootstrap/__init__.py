"""Prepare what symgeo needs before it can run; standard library only."""
