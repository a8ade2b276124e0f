"""A class of learners at once: a real JupyterHub here, steered as forty people would."""
