"""Where planning and judgement are kept: rows, store, migrations. Rows are seen only in this room."""
