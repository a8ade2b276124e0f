"""Tools for those who build the pack. A learner needs only start.py, in the folder above."""
