"""Measurements of the pack, each with its machine and its method in docs/benchmarks."""
