"""The scoring engine: plain functions over plain values, no input or output."""
