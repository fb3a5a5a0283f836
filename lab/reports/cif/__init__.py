"""The usability test report in the Common Industry Format."""
