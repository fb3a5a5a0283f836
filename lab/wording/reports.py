"""Sentences for the codes of the room "reports"."""

from lab.i18n import gettext as _
from lab.wording.types import Sentence

SENTENCES: dict[str, Sentence] = {
    "export_unwritable": lambda f: _(
        "The export could not be written to {path} ({reason}). Nothing is left of it; the laboratory is unchanged. "
        "Make room, check the rights of the folder, or choose another one."
    ).format(**f),
    "export_formats_unknown": lambda f: (
        _("There is no export format “{unknown}”. Known are: {known}.").format(**f)
        if f.get("unknown")
        else _("No export format was named. Known are: {known}.").format(**f)
    ),
    "export_formats_internal": lambda f: _(
        "Of what was chosen ({formats}) nothing is for the public: it names people and asks them something. Choose "
        "another format, or export for internal use."
    ).format(**f),
    "export_language_unknown": lambda f: _(
        "There are no reports in the language “{language}”. Known are: {known}."
    ).format(**f),
    "export_out_is_a_file": lambda f: _(
        "{path} is a file; an export needs a folder. Nothing was written. Choose another place."
    ).format(**f),
    "export_folder_unsaid": lambda _f: _(
        "Which laboratory? Name its folder with --folder, or in the environment variable LAB_FOLDER."
    ),
    "export_without_wcag": lambda f: _(
        "This round judges no edition of WCAG 2 (it judges {standards}), so there is nothing for the WCAG-EM Report "
        "Tool or OpenACR. Nothing was written. Leave that format out; EARL holds every standard."
    ).format(**f),
    "keep_hit_unreadable": lambda f: _(
        "“{told}” says of no place that was found why it is kept. Nothing was written. Write ID=REASON with an id from "
        "the list, which the command prints without --mask-hits."
    ).format(**f),
    "bag_sessions_public": lambda _f: _(
        "Sealed sessions hold faces, voices and words as they were: they are no part of a public bundle. Nothing was "
        "written. Leave the sessions out, or make the bundle for internal use."
    ),
    "artefacts_public": lambda _f: _(
        "Nobody has looked for people in attached documents: they are no part of a public report. Nothing was written. "
        "Leave them out, or make the report for internal use."
    ),
    "bag_unreadable": lambda f: _("{path} is no evidence bundle that can be checked: {file} cannot be read.").format(
        **f
    ),
    "not_a_bundle": lambda f: _("{path} is no export of this program: its bundle.json cannot be read.").format(**f),
    "bundle_changed": lambda _f: _("The list of exported files was changed after the export."),
}
