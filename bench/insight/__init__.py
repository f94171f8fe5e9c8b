"""Satisfaction whose truth is known, and a million answers."""
