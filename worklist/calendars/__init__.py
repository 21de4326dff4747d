"""Visits, trips, conferences and deadlines as a calendar (iCalendar, RFC 5545)."""
