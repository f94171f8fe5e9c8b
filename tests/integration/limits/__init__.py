"""How much may come from one place."""
