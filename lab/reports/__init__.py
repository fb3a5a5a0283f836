"""What leaves the laboratory: the report as a page, as data and as tables, with its clips; and the consent form."""
