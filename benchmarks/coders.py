"""What every coder is worth: on the five reports, and on simulated reports of other bodies.

Run from the project's folder: ``python benchmarks/coders.py`` (about five minutes). It prints the
figures and writes them to ``docs/coder_scores.csv``, which `docs/coders.md` explains, and every
error of the indicators on the five reports to ``docs/coder_errors.csv``.

The indicators were written by somebody who had read the five reports and, since, the rounds of
simulated reports in DEVELOPMENT: their scores there are fits. Coders that learn are scored on the
five by leaving one report out, and on the UNSEEN rounds after learning from all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import toolkit as tk

ROOT = Path(__file__).parent.parent
CODINGS = ROOT / "corpus" / "codings" / "categories"
SCORES = ROOT / "docs" / "coder_scores.csv"
ERRORS = ROOT / "docs" / "coder_errors.csv"
DEVELOPMENT = tuple(f"round{n}" for n in range(2, 9))
UNSEEN = ("round9",)
#: From which score a proposed code stands, and a code of the learner's own; fixed before the
#: unseen rounds were scored.
CONFIRMED = {"category": (0.15, 0.6), "types": (0.4, 0.85)}
LEARNERS = (
    lambda facet: tk.MajorityCoder(facet),
    lambda facet: tk.BayesCoder(facet),
    lambda facet: tk.LinearCoder(facet, least=0.0 if facet == "category" else 0.5),
)


def five() -> tuple[tk.Ledger, dict[str, tk.Codings]]:
    """The five reports with their readings; the adjudicated one is what was read."""
    corpus = tk.read_corpus(ROOT / "corpus")
    return tk.build_ledger(corpus), _readings(CODINGS / "round1", corpus)


def simulated(name: str) -> tuple[tk.Ledger, dict[str, tk.Codings]]:
    """Simulated reports of other bodies with their readings."""
    corpus = tk.read_corpus(CODINGS / name / "reports")
    return tk.build_ledger(corpus), _readings(CODINGS / name, corpus)


def _readings(folder: Path, corpus: tk.Corpus) -> dict[str, tk.Codings]:
    names = sorted(place.parent.name for place in folder.glob("*/issues.csv"))
    return {name: tk.read_codings(folder / name, corpus) for name in names}


def on_five(facet: str) -> Iterator[tuple[str, str, tk.Evaluation]]:
    """Scores on the five reports."""
    ledger, readings = five()
    units = tk.units_of(ledger, facet)
    read = tk.read_codes(units, readings["adjudicated"], facet)
    yield "five, fit", "adjudicated", tk.evaluate_coder(tk.IndicatorCoder(facet), units, read)
    for make in LEARNERS:
        left_out = tk.leave_one_report_out(lambda make=make: make(facet), units, read)
        yield "five, one report left out", "adjudicated", left_out
    yield "five", "reader_a", _ceiling(units, readings, facet)


def on_development(name: str, facet: str) -> Iterator[tuple[str, str, tk.Evaluation]]:
    """Scores of the indicators on the simulated reports they were written with, and the ceiling."""
    ledger, readings = simulated(name)
    units = tk.units_of(ledger, facet)
    read = tk.read_codes(units, readings["reader_a"], facet)
    if read.notna().any():
        yield f"{name}, fit", "reader_a", tk.evaluate_coder(tk.IndicatorCoder(facet), units, read)
    if "reader_b" in readings:
        yield name, "reader_a", _ceiling(units, readings, facet)


def on_unseen(facet: str) -> Iterator[tuple[str, str, tk.Evaluation]]:
    """Scores on simulated reports that nothing was written or learned from."""
    coders = _coders(facet)
    for name in UNSEEN:
        ledger, readings = simulated(name)
        units = tk.units_of(ledger, facet)
        read = tk.read_codes(units, readings["reader_a"], facet)
        if "reader_b" in readings:
            yield name, "reader_a", _ceiling(units, readings, facet)
        for coder in coders:
            yield f"{name}, unseen", "reader_a", tk.evaluate_coder(coder, units, read)


def _coders(facet: str) -> list[tk.Coder]:
    """The indicators, what learns from all that is not unseen, and both together."""
    sources = [(ROOT / "corpus", CODINGS / "round1" / "adjudicated")]
    sources += [(CODINGS / n / "reports", CODINGS / n / "reader_a") for n in DEVELOPMENT]
    units, read = tk.read_training(sources, facet)
    indicators = tk.IndicatorCoder(facet)
    learners = [make(facet).fit(units, read) for make in LEARNERS]
    linear = learners[-1]
    least, alone = CONFIRMED[facet]
    return [indicators, *learners, tk.ConfirmedCoder(indicators, linear, least=least, alone=alone)]


def _ceiling(units: pd.DataFrame, readings: dict[str, tk.Codings], facet: str) -> tk.Evaluation:
    """The other reader as a coder: what agreement of readers lets a coder reach."""
    read = tk.read_codes(units, readings["reader_a"], facet)
    other = tk.ImportedCoder(facet, readings["reader_b"], name="other reader (ceiling)")
    return tk.evaluate_coder(other, units, read)


def main() -> None:
    """Print all figures and write them down."""
    pd.set_option("display.width", 250, "display.max_columns", 30, "display.max_colwidth", 60)
    rows, errors = [], []
    for facet in ("category", "types"):
        runs = [*on_five(facet), *on_unseen(facet)]
        for name in DEVELOPMENT:
            runs += on_development(name, facet)
        for reports, reader, found in runs:
            rows.append(found.scores.assign(reports=reports, against=reader))
            print(f"\n{reports} · {found.scores.loc[0, 'coder']} · {facet} · calibration")
            print(found.calibration.to_string(index=False))
        errors.append(runs[0][2].errors.rename_axis("unit").assign(facet=facet))
    table = pd.concat(rows)
    first = ["reports", "against", "facet", "coder"]
    table = table[[*first, *(name for name in table if name not in first)]].round(3)
    table.to_csv(SCORES, index=False, lineterminator="\n")
    print(table.to_string(index=False))
    pd.concat(errors).round(3).to_csv(ERRORS, lineterminator="\n")


if __name__ == "__main__":
    main()
