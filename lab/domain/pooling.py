"""Which figures of a task belong together when the protocol of a round was amended.

Figures of a task that an amendment left alone stay together. Those of a task whose text, criteria of success or target
changed are apart, until a named person says that they may be pooled.
"""

from collections.abc import Iterable

from lab.domain.study import Pooling, RoundAmendment


def pooled_with(
    task_id: str, protocol_sha256: str, amendments: Iterable[RoundAmendment], poolings: Iterable[Pooling] = ()
) -> frozenset[str]:
    """Hashes of all protocols whose figures of this task may be counted together with those of `protocol_sha256`."""
    allowed = {(one.before_sha256, one.after_sha256) for one in poolings if one.task_id == task_id}
    links = [
        (one.before_sha256, one.after_sha256)
        for one in amendments
        if task_id not in one.changed_tasks or (one.before_sha256, one.after_sha256) in allowed
    ]
    reached = {protocol_sha256}
    grown = True
    while grown:
        beside = {end for link in links if reached & set(link) for end in link}
        grown = not beside <= reached
        reached |= beside
    return frozenset(reached)
