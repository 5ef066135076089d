"""Measurements: how long the engine takes, how soon pages react, how many visitors fit."""
