"""What the department learns, without a database."""
