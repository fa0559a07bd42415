"""A référentiel of others, read from a file or a pasted table: our own JSON, CSV, XLSX.

Nothing here writes. `read_file` and `read_pasted` give lines; `verdicts.py` says of each what an import makes of it.
"""

from referentiel.imports.files import FileKind, read_file, read_pasted
from referentiel.imports.lines import Line, Reading

__all__ = ["FileKind", "Line", "Reading", "read_file", "read_pasted"]
