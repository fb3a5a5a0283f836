"""Where the focus is, in words that hold when the widget is built anew: its name, and the names around it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import IconButton

_OF_QT = "qt_"


@dataclass(frozen=True, slots=True)
class Spot:
    """One widget.

    Attributes:
        kind: its class. name: its object name, or else its accessible name.
        within: object names of what it lies in, the nearest first.
    """

    kind: type[QWidget]
    name: str
    within: tuple[str, ...]


def spot_of(widget: QWidget) -> Spot:
    """The spot of a widget."""
    return Spot(type(widget), widget.objectName() or widget.accessibleName(), tuple(_names_around(widget)))


def _names_around(widget: QWidget) -> Iterator[str]:
    around = widget.parentWidget()
    while around is not None:
        name = around.objectName()
        if name and not name.startswith(_OF_QT):
            yield name
        around = around.parentWidget()


def stops(root: QWidget) -> list[QWidget]:
    """What may have the focus in a widget: shown if its window is, enabled, reached by Tab or by a click."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.isEnabled()
        and one.isVisibleTo(root)
        and one.focusProxy() is None
    ]


def find(spot: Spot, root: QWidget) -> QWidget | None:
    """What stands at a spot now: the same name in the same place, or the same object name elsewhere."""
    alike = [one for one in stops(root) if type(one) is spot.kind and spot_of(one).name == spot.name]
    in_place = [one for one in alike if spot_of(one).within == spot.within]
    named = [one for one in alike if one.objectName()]
    return next(iter(in_place or named), None)


def is_coming(spot: Spot, root: QWidget) -> bool:
    """Whether its like was built there and waits to be shown: Qt does that a moment after it got its place."""
    return any(
        spot_of(one).name == spot.name and not one.isVisibleTo(root) and not _is_hidden_on_purpose(one, root)
        for one in root.findChildren(spot.kind)
    )


def _is_hidden_on_purpose(widget: QWidget, root: QWidget) -> bool:
    one: QWidget | None = widget
    while one is not None and one is not root:
        if one.isHidden() and one.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            return True
        one = one.parentWidget()
    return False


def first_in(root: QWidget) -> QWidget | None:
    """The first that Tab reaches there, rather no button that only closes or removes something."""
    tabbed = [one for one in stops(root) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    likely = [one for one in tabbed if not isinstance(one, IconButton)]
    return next(iter(likely or tabbed), None)


def take_place(made: QWidget, old: QWidget) -> None:
    """`made` is shown instead of `old`, which is still there: Tab reaches it there, and it has the focus if `old` had.

    The focus is never without a place in between: so nothing scrolls.
    """
    before = stops(old)
    now: QWidget | None = old.window().focusWidget()
    focused = now if now is not None and old.isAncestorOf(now) else None
    for one in stops(made) if before else ():
        QWidget.setTabOrder(before[-1], one)
        before.append(one)
    if focused is not None:
        made.show()
        again = find(spot_of(focused), made) or first_in(made)
        if again is not None:
            again.setFocus()
