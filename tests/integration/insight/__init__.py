"""What the department learns, on real databases."""
