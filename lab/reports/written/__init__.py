"""The report written out as blocks, for paper: see `lab.reports.document` for what it says."""
