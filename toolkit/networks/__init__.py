"""Networks of issue types, measures and institutions, each tie with its evidence."""

from .build import MODES, network
from .evidence import edge_table, evidence, save_network

__all__ = ["MODES", "edge_table", "evidence", "network", "save_network"]
