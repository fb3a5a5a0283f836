"""Spreadsheets: typed cells in sheets that say what is in them."""
