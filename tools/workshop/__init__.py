"""The workshop app: a facilitator's path through the notebooks, in Voila, for one screen.

`python -m tools.workshop` makes the path from `app/path.toml` and opens it.
"""
