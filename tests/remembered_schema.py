"""The schema of an empty laboratory: made by the migrations once a process, and then from what they left.

All steps of all versions take ten times as long as their result, and hundreds of tests begin with an empty laboratory.
The tests of the database itself do without, and so does every program that a test starts.
"""

import sqlite3

from sqlalchemy import Connection

from lab.database.versions import migrate


class RememberedSchema:
    """Stands for `migrate` in `lab.database.store`."""

    def __init__(self) -> None:
        self._statements: list[str] = []

    def migrate(self, connection: Connection) -> None:
        """As `lab.database.versions.migrate`; an older database is brought up by its steps."""
        database = connection.connection.driver_connection
        assert isinstance(database, sqlite3.Connection)
        if database.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
            migrate(connection)
            return
        if not self._statements:
            migrate(connection)
            self._statements = [one for one in database.iterdump() if one not in ("BEGIN TRANSACTION;", "COMMIT;")]
            return
        for statement in self._statements:
            database.execute(statement)
