"""Sentences about folders: the laboratory's, a session's, an export's; and what `lab verify` finds wrong in them."""

from lab.i18n import gettext as _
from lab.wording.types import Sentence, said

_LABORATORY: dict[str, Sentence] = {
    "folder_missing": said(lambda: _("There is no folder {path}. Check the path.")),
    "path_refused": said(lambda: _("The path {path} cannot be used ({reason}). Choose another.")),
    "folder_is_a_file": said(lambda: _("{path} is a file, not a folder. Choose a folder.")),
    "folder_on_network": said(
        lambda: _(
            "{path} lies on a network drive. A live recording would be damaged there. Choose a folder on this "
            "computer's own disk."
        )
    ),
    "folder_synchronised": said(
        lambda: _(
            "{path} is copied away by {program}. A live recording would be damaged, and it would leave the laboratory. "
            "Choose a folder that no cloud program touches."
        )
    ),
    "folder_unwritable": said(
        lambda: _("Nothing can be written to {path} ({reason}). Check its permissions and the room on the disk.")
    ),
    "runtime_folder_unusable": said(
        lambda: _("The folder for running programs, {path}, cannot be used ({reason}). It must belong to you alone.")
    ),
    "preferences_unwritable": said(lambda: _("Your settings cannot be kept in {path} ({reason}).")),
    "protocol_unreadable": said(lambda: _("The file {path} cannot be read ({reason}).")),
}

_SESSION: dict[str, Sentence] = {
    "not_a_session_folder": said(lambda: _("{path} is not a session folder. Nothing was changed.")),
    "session_folder_unwritable": said(
        lambda: _("The session folder {path} cannot be written ({reason}). What is in it is safe.")
    ),
    "session_folder_unreadable": said(lambda: _("The session folder {path} cannot be read ({reason}).")),
    "something_recorded": said(
        lambda: _(
            "Something was recorded in {path}: the session has begun and its folder is kept. Break it off, or finish "
            "it."
        )
    ),
    "session_not_begun": said(
        lambda: _("The session in {path} was planned but never begun: there is nothing to repair.")
    ),
    "session_file_missing": said(lambda: _("{path} is missing: what was planned for this session is not known.")),
    "session_file_unreadable": said(lambda: _("{path} cannot be read ({reason}).")),
    "session_file_broken": said(lambda: _("{path} is damaged: {faults}")),
    "session_file_newer": said(
        lambda: _("{path} was written by a newer version of this program. Nothing was changed. Update the program.")
    ),
    "clock_already_fixed": said(lambda: _("The clock of the session in {path} is fixed already.")),
    "already_closed": said(
        lambda: _("The session in {path} is closed and sealed already: there is nothing to repair.")
    ),
    "already_withdrawn": said(lambda: _("The session in {path} was withdrawn already.")),
    "not_erased": said(
        lambda: _("{path} could not be erased ({reason}). The session stays locked; try again when the cause is gone.")
    ),
    "still_recording": said(lambda: _("A recorder still writes to {path}. Finish the session first.")),
}

_CLAP_TESTS: dict[str, Sentence] = {
    "clap_tests_unreadable": said(
        lambda: _("What clap tests measured cannot be read: {reason}. Move {path} away, then measure again.")
    ),
    "clap_tests_unwritable": said(
        lambda: _("What was measured stays with this session, but cannot be kept in {path}: {reason}. Make room there.")
    ),
}

_JOURNAL: dict[str, Sentence] = {
    "journal_missing": said(lambda: _("{path} is missing: the events of the session are gone.")),
    "journal_unreadable": said(lambda: _("The journal {path} cannot be read ({reason}).")),
    "journal_unwritable": said(
        lambda: _("The journal {path} cannot be written ({reason}). What was acknowledged is safe.")
    ),
    "journal_failed": said(
        lambda: _(
            "The journal in {path} does not take entries at the moment ({reason}). What was acknowledged is safe."
        )
    ),
    "journal_broken": said(
        lambda: _("The chain of the journal {path} breaks at event {seq} ({fault}). The events before it are good.")
    ),
    "journal_foreign": said(lambda: _("{path} is not a journal of this program.")),
    "journal_newer": said(
        lambda: _("{path} was written by a newer version of this program. Nothing was changed. Update the program.")
    ),
    "journal_in_use": said(lambda: _("The journal {path} is in use: the room still hosts this session.")),
    "event_id_taken": said(lambda: _("Another event has this number already: {id}. Nothing was changed.")),
}

_LIES: dict[str, Sentence] = {
    "not_closed": said(
        lambda: _("The session is not closed; the chain is good to event {good_events}. Run “lab repair”.")
    ),
    "seal_broken": said(lambda: _("The seal itself was changed ({fault}).")),
    "chain_broken": said(lambda: _("The chain of events breaks here ({fault}).")),
    "file_added": said(lambda: _("This file was added after the sealing.")),
    "file_missing": said(lambda: _("This file was sealed and is gone.")),
    "file_changed": said(lambda: _("This file was changed after the sealing.")),
    "file_is_a_link": said(lambda: _("A link stands in the place of this file.")),
    "file_unreadable": said(lambda: _("This file cannot be read ({reason}).")),
    "file_not_sealed": said(lambda: _("The closing names this file, the seal does not.")),
    "file_not_as_closed": said(lambda: _("This file differs from what the closing says.")),
    "other_session": said(lambda: _("This belongs to another session.")),
    "journal_not_as_sealed": said(lambda: _("The journal has {events} events; {sealed} were sealed.")),
    "no_closing_event": said(lambda: _("The journal does not say that the session was closed.")),
    "erased_differs": said(lambda: _("What was erased according to the journal differs from what the seal says.")),
    "bundle_changed": said(lambda: _("The list of the export's files was changed.")),
}

SENTENCES: dict[str, Sentence] = {**_LABORATORY, **_SESSION, **_CLAP_TESTS, **_JOURNAL, **_LIES}
