"""Drawings of an edition as SVG: a map, a timeline, the relations between claims.

Each is a function from an edition, and from the address of a key, to markup or nothing. A drawing
never says what the list beside it does not say too.
"""
