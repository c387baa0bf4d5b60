"""The pieces of the Upload page: file, columns, check, save."""
