"""Checkable facts in running text: dates, quantities, named documents, institutions."""
