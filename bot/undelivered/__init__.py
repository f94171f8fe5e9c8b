"""Replies that never reached their citizen, for officers to see."""
