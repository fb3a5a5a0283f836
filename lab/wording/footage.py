"""How pictures are recorded, in words."""

from lab.i18n import gettext as _
from lab.i18n import pgettext


def quality_name(quality: str) -> str:
    """What a quality is called in a list."""
    return {
        "small": pgettext("quality", "Small file"),
        "balanced": pgettext("quality", "Balanced"),
        "archive": pgettext("quality", "Archive"),
    }[quality]


def footage_words(quality: str, *, sharp_colours: bool) -> str:
    """A quality in a word, and sharp colours where they are wanted."""
    name = quality_name(quality)
    return _("{quality}, sharp colours").format(quality=name) if sharp_colours else name


def an_hour(size: int) -> str:
    """About how large an hour is; of small sizes and large ones as much as can be known beforehand."""
    from lab.wording.figures import number  # reads babel, which nobody needs before a session

    gigabytes = size / 1e9
    return _("about {gb} GB an hour").format(gb=number(gigabytes if gigabytes < 10 else round(gigabytes)))
