"""The rules of the room, accepted by everybody who joins by the page."""

from lab.i18n import gettext as _


def room_rules() -> tuple[str, ...]:
    """The rules. Whoever changes them counts up `lab.live.people.rules.RULES_VERSION`."""
    return (
        _("What you see and hear is about a person who trusts us. Talk about it only with those who take part here."),
        _("Take no photographs, screenshots or recordings of the page. Let nobody watch with you who has not joined."),
        _("The service is being tested, not the participant. Note what the service does, and never judge them."),
        _("The participant must not hear or see you: be quiet near the room, and write instead of calling in."),
        _("Your name, the time you join and leave, and everything you note are kept in the record of the session."),
        _("The moderator may mute you or end your visit at any time."),
    )
