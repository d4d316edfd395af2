"""Exchange with other programs: codebooks and codings as CSV, Excel and REFI-QDA files."""

from .qdc import read_qdc, read_qdc_codes, write_qdc
from .qdpx import write_qdpx
from .qdpx_reading import read_qdpx
from .tables import (
    read_codebook_table,
    read_codings_workbooks,
    write_codebook_table,
    write_codings_workbooks,
)

__all__ = [
    "read_codebook_table", "read_codings_workbooks", "read_qdc", "read_qdc_codes", "read_qdpx",
    "write_codebook_table", "write_codings_workbooks", "write_qdc", "write_qdpx",
]  # fmt: skip
