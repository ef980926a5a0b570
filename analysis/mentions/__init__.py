"""Segments to mentions and relations: which country or tie between countries is named, where."""

from analysis.mentions.finding import find_mentions
from analysis.mentions.relations import find_relations

__all__ = ["find_mentions", "find_relations"]
