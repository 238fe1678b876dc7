"""Pages and data of the ring. Each view is one flat function."""
