"""The owner's action plan as a workbook: written with the export, filled in by the owner, read again."""
