"""Measure a class of learners at once, on a real JupyterHub of this machine's own."""
