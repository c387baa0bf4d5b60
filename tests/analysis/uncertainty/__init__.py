"""Tests of ranges, draws and break-even points."""
