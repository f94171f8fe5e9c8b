"""What the department learns: read-only statistics and their pages."""
