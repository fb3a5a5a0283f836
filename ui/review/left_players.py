"""Players of recordings that nobody looks at any more: kept until their threads have ended, and not waited for."""

from ui.review.player import Player


class LeftPlayers:
    """Owns players from the moment they are left."""

    def __init__(self) -> None:
        self._players: list[Player] = []

    def take(self, player: Player) -> None:
        """Have this player end."""
        self._players.append(player)
        player.over.connect(lambda: self._over(player))
        player.end()

    def wait(self) -> None:
        """Wait until all have ended; for who ends the program, or needs their files."""
        for player in tuple(self._players):
            self._over(player)

    def _over(self, player: Player) -> None:
        if player in self._players:
            self._players.remove(player)
            player.join()
