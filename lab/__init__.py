"""What the laboratory knows and does: domain, database, services, the room (`live`), reports. No Qt, no media libraries."""
