"""Read Chinese government rectification reports (整改报告) into traceable tables."""

__version__ = "0.1.0"
