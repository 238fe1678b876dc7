"""Friday the 13th on the web: evenings stored, shown, and played by a class on one board."""
