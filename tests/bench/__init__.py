"""Measurements: how long the engine takes."""
