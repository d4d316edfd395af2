"""The toolkit's vocabulary: validated YAML files, and one matcher over all their words.

A researcher changes a study by editing or passing files, not code. Every entry has a code, a
Chinese and an English name, a definition and a source; an entry that does not is refused with the
file, the entry and the remedy named.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .errors import ResourceError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

ModelT = TypeVar("ModelT", bound=BaseModel)


class Entry(BaseModel):
    """What every vocabulary entry has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(min_length=1)
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    definition: str = Field(min_length=1)
    source: str = Field(min_length=1)


class TermEntry(Entry):
    """An entry with the words that speak for it."""

    terms: tuple[str, ...] = Field(min_length=1)


class SectionEntry(Entry):
    """A part of a report with the heading words that speak for it."""

    cues: tuple[str, ...] = Field(min_length=1)
    pattern: str | None = None


class StatusEntry(TermEntry):
    """A printed status and the reduced value it stands for."""

    reduced: Literal["completed", "phased", "ongoing"]
    #: Words that say this only as a printed label, not in running text.
    labels: tuple[str, ...] = ()
    #: What a short field for the status holds when it says this in other words.
    field: str = Field(min_length=1)


class NumberingEntry(Entry):
    """A numbering style: a numeral between two regular expressions."""

    numeral: Literal[
        "cn", "ar", "any", "decimal", "decimal3", "circled", "enclosed_cn", "enclosed_dot",
        "enclosed_paren", "stem", "formal", "roman", "letter", "words", "bullet",
    ]  # fmt: skip
    before: str
    after: str
    place: Literal["line", "clause", "any"]
    use: Literal["outline", "step"]
    alone: bool


class PatternEntry(Entry):
    """A turn of phrase, or a field label: a regular expression."""

    pattern: str = Field(min_length=1)


class InspectionEntry(PatternEntry):
    """A form or kind of inspection, told by a regular expression."""

    facet: Literal["form", "kind"]


class LabelEntry(PatternEntry):
    """A field label, and how labels in other words end where they are set off as labels."""

    ending: str | None = Field(default=None, min_length=1)


class NamePartEntry(TermEntry):
    """A part of institution names."""

    part: Literal["level", "field", "type", "tail", "whole", "anaphor", "class", "block", "suffix"]
    kind: str | None = None
    alone: bool = False


class ResourceFile(BaseModel):
    """A vocabulary file: its version and its entries."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str


class EntryFile(ResourceFile):
    """A file of entries that only name something."""

    entries: tuple[Entry, ...]


class TermFile(ResourceFile):
    """A file of plain term entries."""

    entries: tuple[TermEntry, ...]


class SectionFile(ResourceFile):
    """The file of section cues."""

    entries: tuple[SectionEntry, ...]


class StatusFile(ResourceFile):
    """The file of status words."""

    entries: tuple[StatusEntry, ...]


class NumberingFile(ResourceFile):
    """The file of numbering styles."""

    entries: tuple[NumberingEntry, ...]


class PatternFile(ResourceFile):
    """A file of regular expressions."""

    entries: tuple[PatternEntry, ...]


class InspectionFile(ResourceFile):
    """The file of forms and kinds of inspection."""

    entries: tuple[InspectionEntry, ...]


class LabelFile(ResourceFile):
    """A file of field labels."""

    entries: tuple[LabelEntry, ...]


class NamePartFile(ResourceFile):
    """The file of parts of institution names."""

    entries: tuple[NamePartEntry, ...]


def load_yaml(path: Path, model: type[ModelT]) -> ModelT:
    """Read a YAML file and hold it to its model.

    Parameters
    ----------
    path
        The file.
    model
        The pydantic model it must satisfy.

    Raises
    ------
    ResourceError
        If the file is missing, is no YAML, or an entry does not fit the model; the message
        names file, entry and remedy.
    """
    try:
        raw: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        raise ResourceError(
            f"the file cannot be read: {error}",
            where=str(path),
            remedy="check the path; the shipped files lie in toolkit/resources",
        ) from error
    except yaml.YAMLError as error:
        raise ResourceError(
            f"the file is not valid YAML: {error}",
            where=str(path),
            remedy="mend the line named above; quote values that hold ': ' or start with '['",
        ) from error
    loaded = fit_model(raw, model, str(path))
    _refuse_repeated_codes(loaded, path)
    return loaded


def fit_model(raw: Any, model: type[ModelT], where: str) -> ModelT:
    """Hold data that a file gave to its model.

    Raises
    ------
    ResourceError
        If an entry does not fit; the message names the file, the entry and the remedy.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise ResourceError(
            f"{first['msg']} (field {'.'.join(str(part) for part in first['loc'])})",
            where=f"{where}, {_entry_name(raw, first['loc'])}",
            remedy="give the entry the fields its neighbours have, with values of the same kind",
        ) from error


def _entry_name(raw: Any, loc: tuple[int | str, ...]) -> str:
    """Name the entry an error lies in, by its code where it has one."""
    if len(loc) > 1 and isinstance(loc[1], int) and isinstance(raw, dict):
        entry = raw[loc[0]][loc[1]]
        code = entry.get("code") if isinstance(entry, dict) else None
        return f"{loc[0]} entry {code or f'number {loc[1] + 1}'}"
    return "top level"


def _refuse_repeated_codes(loaded: BaseModel, path: Path) -> None:
    for name in type(loaded).model_fields:
        group = getattr(loaded, name)
        if not isinstance(group, tuple):
            continue
        codes = [str(getattr(entry, "code", entry)) for entry in group]
        repeated = sorted({code for code in codes if codes.count(code) > 1})
        if repeated:
            raise ResourceError(
                f"codes stand more than once: {', '.join(repeated)}",
                where=f"{path}, {name}",
                remedy="give every entry a code of its own",
            )


def resource_path(name: str) -> Path:
    """Path of a shipped vocabulary file."""
    return Path(str(files("toolkit") / "resources" / f"{name}.yaml"))


#: Files whose words are matched, and the model each must satisfy.
TERM_LAYERS: dict[str, type[ResourceFile]] = {
    "problems": TermFile,
    "status": StatusFile,
    "modes": TermFile,
    "aspect": TermFile,
    "rhetoric": TermFile,
    "documents": TermFile,
    "facts": TermFile,
    "accountability": TermFile,
    "roles": TermFile,
    "institutions": NamePartFile,
}


class Vocabulary:
    """All vocabulary files, loaded and validated.

    Parameters
    ----------
    folder
        A folder with YAML files that take the place of the shipped ones of the same name;
        files it does not hold come from the toolkit.

    Raises
    ------
    ResourceError
        If a file does not satisfy its model.
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        own = Path(folder) if folder is not None else None
        if own is not None and not own.is_dir():
            raise ResourceError(
                "there is no such folder of vocabulary files",
                where=str(own),
                remedy="check the path; leave it out to use the shipped vocabulary",
            )
        digest = hashlib.sha256()
        self._files: dict[str, ResourceFile] = {}
        models: dict[str, type[ResourceFile]] = {
            **TERM_LAYERS,
            "numbering": NumberingFile,
            "labels": LabelFile,
            "patterns": PatternFile,
            "furniture": TermFile,
            "damage": TermFile,
            "inspections": InspectionFile,
            "sections": SectionFile,
            "units": TermFile,
            "institution_kinds": EntryFile,
        }
        if own is not None:
            _refuse_unknown_files(own, set(models))
        for name, model in models.items():
            path = resource_path(name)
            if own is not None and (own / path.name).exists():
                path = own / path.name
            self._files[name] = load_yaml(path, model)
            digest.update(path.read_bytes())
        self.hash = digest.hexdigest()[:16]
        kinds = set(self.codes("institution_kinds"))
        for entry in self.entries("institutions"):
            if entry.kind is not None and entry.kind not in kinds:
                raise ResourceError(
                    f"kind {entry.kind!r} is not declared",
                    where=f"institutions.yaml, entries entry {entry.code}",
                    remedy="add it to institution_kinds.yaml, or correct the entry",
                )

    def entries(self, name: str) -> tuple[Any, ...]:
        """Entries of one file, in file order."""
        entries: tuple[Any, ...] = self._files[name].entries  # type: ignore[attr-defined]
        return entries

    def codes(self, name: str) -> tuple[str, ...]:
        """Codes of one file, in file order."""
        return tuple(entry.code for entry in self.entries(name))

    @cached_property
    def patterns(self) -> dict[str, re.Pattern[str]]:
        """Turns of phrase by code, compiled."""
        return {entry.code: re.compile(entry.pattern) for entry in self.entries("patterns")}

    def labels(self, name: str, lang: Literal["zh", "en"] = "en") -> dict[str, str]:
        """Code to printed name in one language."""
        return {entry.code: getattr(entry, lang) for entry in self.entries(name)}


def _refuse_unknown_files(folder: Path, known: set[str]) -> None:
    unknown = sorted(path.name for path in folder.glob("*.y*ml") if path.stem not in known)
    if unknown:
        codebook = " A codebook is given to toolkit.code." if "codebook.yaml" in unknown else ""
        raise ResourceError(
            f"{', '.join(unknown)}: no vocabulary file of this name is known",
            where=str(folder),
            remedy=f"known names (with .yaml) are {', '.join(sorted(known))}.{codebook}",
        )


@cache
def default_vocabulary() -> Vocabulary:
    """Load the shipped vocabulary once."""
    return Vocabulary()
