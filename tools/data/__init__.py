"""Make the files of `data/` that follow from its tables, and find those that are stale."""
