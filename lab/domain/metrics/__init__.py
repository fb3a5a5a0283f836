"""Figures of usability tests, one family a module, each with its sources.

Every share and mean is printed with its n and interval; small numbers stay visible. scipy is loaded only when a figure
needs it.
"""
