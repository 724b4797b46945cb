"""Benchmarks: the pool of consenting organisations, frozen releases, comparison."""
