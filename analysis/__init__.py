"""Measure how texts speak about countries, and how sure we are.

Each module turns one documented table into the next: :mod:`analysis.schemas` says what the
tables hold, :mod:`analysis.pipeline` runs the stages in order.
"""
