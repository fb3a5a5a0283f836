"""Whose a tag is."""

from lab.domain.annotation import Annotation
from lab.live.people.principal import Principal


def is_own(person: Principal, tag: Annotation) -> bool:
    """Whether a person put this tag. A name decides only where nothing better is known: whoever comes when somebody has
    left may bear the same.
    """
    return tag.author == person.name and tag.person in (None, person.person_id)
