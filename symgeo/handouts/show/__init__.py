"""The presentation: one HTML file that steps through the findings by keyboard, without network."""
