"""What is still open in a debrief, in words."""

from dataclasses import dataclass

from lab.i18n import ngettext


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """How many of each are open: criteria to judge, criteria on which judges differ, severities of 4 that nobody else
    rated, tags to code, questionnaires.
    """

    criteria: int = 0
    disputed: int = 0
    second: int = 0
    tags: int = 0
    questionnaires: int = 0

    @property
    def words(self) -> str:
        """All that is open; empty when nothing is."""
        counted = (
            (self.criteria, ngettext("{n} criterion is not judged", "{n} criteria are not judged", self.criteria)),
            (
                self.disputed,
                ngettext("the judges differ on {n} criterion", "the judges differ on {n} criteria", self.disputed),
            ),
            (
                self.second,
                ngettext(
                    "{n} severity of 4 waits for a second rater",
                    "{n} severities of 4 wait for a second rater",
                    self.second,
                ),
            ),
            (self.tags, ngettext("{n} tag is not coded", "{n} tags are not coded", self.tags)),
            (
                self.questionnaires,
                ngettext("{n} questionnaire is open", "{n} questionnaires are open", self.questionnaires),
            ),
        )
        return ", ".join(words.format(n=number) for number, words in counted if number)
