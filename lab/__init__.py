"""What the laboratory knows and does: domain, database, services, room, reports. No Qt, no media libraries."""
