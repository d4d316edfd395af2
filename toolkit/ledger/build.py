"""Build a ledger from a corpus: each report by itself, in one process or many."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from functools import lru_cache
from itertools import islice
from pathlib import Path

from .. import __version__
from ..corpus import Corpus
from ..matching import Matcher, default_matcher, vocabulary_matcher
from ..report import Report
from ..schema import TABLES, frame
from ..vocabulary import Vocabulary, default_vocabulary
from .ledger import Ledger
from .rows import ReportRows, Rows

State = tuple[tuple[str, int, int], ...]

#: Reports sent to a worker at a time.
BATCH = 32


def build_ledger(
    corpus: Corpus,
    *,
    vocabulary: str | Path | None = None,
    executor: Executor | None = None,
) -> Ledger:
    """Read every report of a corpus into tidy tables.

    Parameters
    ----------
    corpus
        The reports.
    vocabulary
        Folder with YAML files that take the place of the shipped ones of the same name.
    executor
        Any ``concurrent.futures.Executor``; reports are read in batches in its workers. The
        result is the same as without.

    Returns
    -------
    Ledger
        Tables as declared in `toolkit.schema`; problem categories and measure types are empty
        until `toolkit.code` fills them.

    Raises
    ------
    ResourceError
        If a vocabulary file is not valid.
    """
    batches = _batches(corpus)
    folder = None if vocabulary is None else str(vocabulary)
    state = _state(folder)
    words, _ = _vocabulary(folder, state)
    if executor is None:
        results = (_read_batch(batch, folder, state) for batch in batches)
    else:
        futures = [executor.submit(_read_batch, batch, folder, state) for batch in batches]
        results = (future.result() for future in futures)
    rows: Rows = {table: [] for table in TABLES}
    for result in results:
        for table, found in result.items():
            rows[table].extend(found)
    provenance = {
        "toolkit": __version__,
        "corpus": corpus.hash,
        "vocabulary": words.hash,
        "devices": ";".join(words.codes("rhetoric")),
    }
    return Ledger(
        {table: frame(table, found) for table, found in rows.items()},
        {report.report_id: report.text for report in corpus},
        provenance,
    )


def _batches(corpus: Corpus) -> Iterator[list[Report]]:
    reports = iter(corpus)
    while batch := list(islice(reports, BATCH)):
        yield batch


def _read_batch(batch: list[Report], folder: str | None, state: State) -> Rows:
    """Read some reports; runs in a worker when there is an executor."""
    vocabulary, matcher = _vocabulary(folder, state)
    rows: Rows = {table: [] for table in TABLES}
    for report in batch:
        for table, found in ReportRows(report, vocabulary, matcher).read().items():
            rows[table].extend(found)
    return rows


def _state(folder: str | None) -> State:
    """Names, sizes and times of a folder's files: an edited vocabulary is read anew."""
    if folder is None:
        return ()
    stats = sorted((path.name, path.stat()) for path in Path(folder).glob("*.yaml"))
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


@lru_cache(maxsize=4)
def _vocabulary(folder: str | None, state: State) -> tuple[Vocabulary, Matcher]:
    if folder is None:
        return default_vocabulary(), default_matcher()
    vocabulary = Vocabulary(folder)
    return vocabulary, vocabulary_matcher(vocabulary)
