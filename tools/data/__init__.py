"""Make the files of `data/` that follow from its tables."""
