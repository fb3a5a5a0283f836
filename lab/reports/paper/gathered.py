"""What lies within a document: its anchors and its pictures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from lab.reports.paper.blocks import (
    Block,
    Bullets,
    Columns,
    Facts,
    Grid,
    Heading,
    Panel,
    Paper,
    Paragraph,
    Picture,
    Run,
)


def every(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every block, those within others after the one that holds them."""
    for one in blocks:
        yield one
        if isinstance(one, Panel):
            yield from every(one.blocks)
        elif isinstance(one, Columns):
            for column in one.columns:
                yield from every(column)


def runs(block: Block) -> Iterator[Run]:
    """The runs of one block, those of blocks within it not among them."""
    if isinstance(block, Heading | Paragraph):
        yield from block.words
    elif isinstance(block, Bullets):
        yield from chain.from_iterable(block.items)
    elif isinstance(block, Facts):
        yield from chain.from_iterable(said for _name, said in block.rows)
    elif isinstance(block, Grid):
        yield from chain.from_iterable(chain.from_iterable(block.rows))
    elif isinstance(block, Picture):
        yield from block.caption


def anchors(paper: Paper) -> frozenset[str]:
    """The names that a run may lead to: those that only one place has."""
    found = Counter[str]()
    for block in every(paper.blocks):
        found.update(
            one.anchor for one in (*runs(block), block) if isinstance(one, Run | Heading | Paragraph) and one.anchor
        )
    return frozenset(name for name, n in found.items() if n == 1)
