"""The pages of the course, one file a part. Views decide nothing: they ask, and render."""
