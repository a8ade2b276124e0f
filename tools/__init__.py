"""Tools for those who build the pack. A learner needs only lab.py."""
