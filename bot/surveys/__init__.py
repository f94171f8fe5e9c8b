"""Satisfaction surveys: invitations after a result or an answered ticket, and their answers."""
