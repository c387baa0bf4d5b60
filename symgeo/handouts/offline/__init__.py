"""The offline map: one HTML file with everything inside."""
