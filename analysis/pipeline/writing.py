"""Write a file whole or not at all."""

from analysis.writing import replace_whole as write_whole

__all__ = ["write_whole"]
