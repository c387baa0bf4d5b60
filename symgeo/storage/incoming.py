"""Files of any form on their way into a project."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from symgeo.errors import TableError
from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.codes import Finding, Outcome, outcome_of
from symgeo.storage.interpretation.files import interpret_file, upload_of
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.messages import table_sentence
from symgeo.storage.interpretation.vocabulary import Knowledge, load_knowledge
from symgeo.storage.own_files import is_own_file, read_own_files
from symgeo.storage.readers.limits import Limits
from symgeo.storage.uploads import Upload, combined
from symgeo.texts import texts_for

_NOT_SAVED: Final = (Outcome.ASK, Outcome.REJECT)


@dataclass(frozen=True, eq=False)
class Incoming:
    """One or more files, read.

    Attributes
    ----------
    upload : Upload
        Their good rows.
    interpreted : tuple of (Path, Interpreted)
        What was understood of each file that is not in our own columns.
    """

    upload: Upload
    interpreted: tuple[tuple[Path, Interpreted], ...]

    @property
    def waiting(self) -> tuple[tuple[Path, Finding], ...]:
        """Give what has to be put right before the rows that wait can be saved."""
        return tuple(
            (path, finding)
            for path, found in self.interpreted
            for finding in found.findings
            if outcome_of(finding.code) in _NOT_SAVED
        )

    @property
    def waiting_rows(self) -> int:
        """Give how many rows wait."""
        return sum(found.count(outcome) for _, found in self.interpreted for outcome in _NOT_SAVED)


def read_incoming(
    paths: Sequence[Path],
    *,
    stored_sites: Collection[str],
    counties: tuple[str, ...] = (),
    knowledge: Knowledge | None = None,
    limits: Limits | None = None,
) -> Incoming:
    """Read files for one import: those in our own columns to the letter, the others as `check` does.

    Parameters
    ----------
    paths : sequence of Path
        Each table in one file: sites and flows together or apart, exchanges in our own columns.
    stored_sites : collection of str
        Ids of sites in the project.
    counties : tuple of str
        Codes of counties that the sites should lie in; () for any.
    knowledge : Knowledge, optional
        Spellings, units, resources, places, if they are loaded already.
    limits : Limits, optional
        How large each file may be.

    Raises
    ------
    TableError
        If a file cannot be read, or is no table of sites or flows.
    DataErrors
        If a file in our own columns has errors.
    UsageError
        If two files have the same table.
    """
    own = [path for path in paths if is_own_file(path)]
    foreign = [path for path in paths if path not in own]
    interpreted: list[tuple[Path, Interpreted]] = []
    if foreign:
        knowledge = knowledge or load_knowledge()
        interpreted = [(path, _interpreted(path, knowledge, counties, limits)) for path in foreign]
    uploads = [upload_of(found) for _, found in interpreted]
    if own:
        ids = {name for upload in uploads if upload.sites for name in upload.sites.frame["site_id"]}
        uploads.append(read_own_files(own, stored_sites={*stored_sites, *ids}))
    return Incoming(combined(uploads), tuple(interpreted))


def _interpreted(
    path: Path, knowledge: Knowledge, counties: tuple[str, ...], limits: Limits | None
) -> Interpreted:
    _, found = interpret_file(path, knowledge, Answers(counties=counties), limits=limits)
    if found.problem:
        reason, _, repair = table_sentence(found.problem, texts_for("en")).partition(". ")
        raise TableError(path, reason, repair)
    return found
