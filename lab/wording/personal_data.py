"""Words for what tells who somebody is in free text."""

from lab.domain.personal_data.traces import Kind
from lab.i18n import gettext as _
from lab.i18n import ngettext, pgettext


def kind_label(kind: str) -> str:
    """What a piece of text is."""
    return {
        Kind.NAME: _("name"),
        Kind.PHONE: _("phone number"),
        Kind.EMAIL: _("e-mail address"),
        Kind.PASSPORT: _("passport number"),
        Kind.SNILS: _("SNILS"),
        Kind.INN: _("INN"),
        Kind.CARD: _("bank card"),
        Kind.SECRET: _("password or token"),
    }[Kind(kind)]


def mask_of(kind: Kind) -> str:
    """What stands in the place of a piece that is masked."""
    return f"[{kind_label(kind)}]"


def counted(kind: str, n: int) -> str:
    """ "2 names"."""
    return {
        Kind.NAME: ngettext("{n} name", "{n} names", n),
        Kind.PHONE: ngettext("{n} phone number", "{n} phone numbers", n),
        Kind.EMAIL: ngettext("{n} e-mail address", "{n} e-mail addresses", n),
        Kind.PASSPORT: ngettext("{n} passport number", "{n} passport numbers", n),
        Kind.SNILS: ngettext("{n} SNILS", "{n} SNILS numbers", n),
        Kind.INN: ngettext("{n} INN", "{n} INN numbers", n),
        Kind.CARD: ngettext("{n} bank card", "{n} bank cards", n),
        Kind.SECRET: ngettext("{n} password or token", "{n} passwords or tokens", n),
    }[Kind(kind)].format(n=n)


def place_label(subject: str, field: str) -> str:
    """ "F-3, statement"; of the round itself only the field."""
    labels = {
        "title": _("title"),
        "statement": _("statement"),
        "expected": _("what was expected"),
        "recommendation": _("recommendation"),
        "note": _("note"),
        "quote": _("quote"),
        "retract_reason": _("why it was taken back"),
        "reason": _("reason"),
        "why": _("reason"),
        "text": _("action"),
        "conditions": _("conditions"),
        "name": pgettext("of a thing", "name"),
        "life_situation": _("life situation"),
        "unit": _("page or document"),
    }
    return ", ".join(filter(None, (subject, labels.get(field, field))))
