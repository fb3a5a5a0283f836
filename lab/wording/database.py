"""Sentences for the codes of the laboratory's database and its settings."""

from lab.i18n import gettext as _
from lab.wording.types import Sentence

SENTENCES: dict[str, Sentence] = {
    "lab_in_use": lambda f: _(
        "The laboratory folder {path} is open in another window (process {pid}). Use that window, or close it first."
    ).format(**f),
    "database_newer": lambda f: _(
        "The laboratory {path} was saved by a newer version of this program (its format is {version}, this program "
        "knows {ours}). Nothing was changed. Update the program, or open a copy made by this version."
    ).format(**f),
    "database_older": lambda f: _(
        "The laboratory {path} was saved by an older version of this program. Open it once in the window: it is then "
        "backed up and brought up to date."
    ).format(**f),
    "database_missing": lambda f: _(
        "There is no laboratory here: {path} does not exist. Choose another folder, or open this one in the window to "
        "make a new laboratory."
    ).format(**f),
    "database_not_ours": lambda f: _(
        "{path} is no laboratory database of this program. Nothing was changed. Move the file away or choose another "
        "folder."
    ).format(**f),
    "database_unreadable": lambda f: _(
        "The laboratory database {path} cannot be read ({reason}). Session recordings are not affected. Check the disk "
        "and the rights of the folder."
    ).format(**f),
    "database_locked": lambda f: _(
        "Another program holds the laboratory database. Nothing was lost; what you just did was not saved. Close the "
        "other program (a database viewer, a backup) and try again."
    ).format(**f),
    "database_failed": lambda f: _(
        "The laboratory database could not be written or read ({reason}). What you just did was not saved; everything "
        "before it is. Check that the disk is not full and try again."
    ).format(**f),
    "backup_failed": lambda f: _(
        "Before the laboratory is brought up to date it is copied, and the copy {path} failed ({reason}). Nothing was "
        "changed. Check the room on the disk and the rights of the folder, then open the laboratory again."
    ).format(**f),
    "backup_not_cleaned": lambda f: _(
        "The session was withdrawn, but its words could not be taken out of the backup {path} ({reason}). Delete that "
        "backup by hand."
    ).format(**f),
    "opened_read_only": lambda _f: _("The laboratory was opened to read only: nothing can be changed here."),
    "settings_broken": lambda f: _(
        "The settings file {path} cannot be understood: {faults}. Correct it, or remove it to have the usual settings."
    ).format(path=f["path"], faults=_listed(f["faults"])),
    "settings_unreadable": lambda f: _("The settings file {path} cannot be read ({reason}). Check its rights.").format(
        **f
    ),
    "settings_unwritable": lambda f: _(
        "The settings could not be saved to {path} ({reason}). The old ones still hold. Check the disk and its rights."
    ).format(**f),
}


def _listed(faults: object) -> str:
    return "; ".join(map(str, faults)) if isinstance(faults, list | tuple) else str(faults)
