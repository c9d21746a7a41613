"""Threads that new articles may change: most are compared as a whole, those in doubt are split into their parts.

An article that is clearly more similar to one thread than to any other joins it as it is. Where that is not so, a
thread may have to be merged, split or rearranged, so its parts are clustered anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from briefing.threads.clustering.merging import Comparison, Constraints, Merge, Multiply, Options, Products, merge
from briefing.threads.clustering.open_threads import PARTS, OpenThreads
from briefing.threads.clustering.similarity import Group, discount, join_all, least_quotient, quotient

SURE = 1.5
"""Multiple of the needed quotient from which an article clearly belongs to a thread; it must reach the needed one with
each part, too."""
RIVAL = 0.25
"""Share of that quotient up to which another thread raises no doubt: wikinews in batches of 50 87.5, 87.1 at 0.5."""


def link_candidates(memory: OpenThreads, near: Mapping[int, Mapping[int, int]]) -> Products:
    """Dot products of new parts with their candidates; symmetric between new parts."""
    memory.products.note(near)
    rows = {number: dict(row) for number, row in near.items()}
    for number, row in near.items():
        for other, product in row.items():
            if other in rows:
                rows[other][number] = product
    return rows


def compare(
    memory: OpenThreads,
    near: Products,
    options: Options,
    multiply: Multiply,
    is_uniform: Callable[[Sequence[int]], bool] = lambda numbers: True,
) -> Comparison:
    """Groups to be merged, with their products.

    Args:
        memory: holds all parts.
        near: products of each new part with its candidates.
        options: criteria for merging.
        multiply: returns dot products of parts.
        is_uniform: whether parts are in one language, so that all their products are those of their stems.
    """
    parts, threads, compared = memory.parts, memory.threads, Comparison()
    links = {
        number: [*dict.fromkeys([id_ for other in row if (id_ := parts[other].thread_id)])]
        for number, row in near.items()
    }
    wholes = _wholes(memory, links)
    homes = {number: _home(memory, number, {id_: wholes[id_] for id_ in ids}, options) for number, ids in links.items()}
    split = {id_ for number, ids in links.items() if not homes[number] for id_ in ids}
    for number, id_ in homes.items():
        if id_ and id_ not in split and not (_is_free(memory, threads[id_]) and is_uniform((number, *threads[id_]))):
            split.add(id_)
    kept = {*homes.values()} - split - {""}
    for id_, whole in wholes.items():
        if id_ in split:
            _add_parts(compared, memory, threads[id_], multiply)
        elif id_ in kept:
            compared.add(threads[id_], whole)
    for number in near:
        compared.add((number,), parts[number].group)
    for number, row in near.items():
        _link(compared, memory, number, row, homes[number], is_whole=homes[number] in kept)
    return compared


def closest(memory: OpenThreads, threads: Mapping[int, Sequence[int]], window: float) -> dict[int, list[Merge]]:
    """Merges of the most similar parts of threads that have too many parts."""
    memory.products.learn(
        {one: numbers[:place] for numbers in threads.values() for place, one in enumerate(numbers) if place}
    )
    merges, multiply = dict[int, list[Merge]](), memory.products.multiply
    for root, numbers in threads.items():
        compared = Comparison()
        _add_parts(compared, memory, numbers, multiply)
        options = Options(0.0, window, most=len(numbers) - PARTS)
        merges[root] = merge(compared, options, multiply, lambda *_: 1.0, Constraints({}, {}))
    return merges


def _link(
    compared: Comparison, memory: OpenThreads, number: int, row: Mapping[int, int], home: str, *, is_whole: bool
) -> None:
    """Compare a new part with other new parts, and with its home or, if it has none, with all of its candidates."""
    for other, product in row.items():
        id_ = memory.parts[other].thread_id
        if not id_ or not home or (id_ == home and not is_whole):
            compared.link(number, other, product)
    if is_whole:
        numbers = memory.threads[home]
        compared.link(number, numbers[0], memory.products.total(number, numbers))
        compared.homes[number] = numbers[0]


def _add_parts(compared: Comparison, memory: OpenThreads, numbers: Sequence[int], multiply: Multiply) -> None:
    """Add the parts of a thread that is split."""
    for place, one in enumerate(numbers):
        compared.add((one,), memory.parts[one].group)
        for other, product in zip(numbers[:place], multiply((one,), numbers[:place]), strict=True):
            compared.link(one, other, product)


def _wholes(memory: OpenThreads, links: Mapping[int, Sequence[str]]) -> dict[str, Group]:
    """Statistics of linked threads; learns the products of their parts, with each other and with new parts."""
    threads = memory.threads
    needed = {number: [other for id_ in ids for other in threads[id_]] for number, ids in links.items() if ids}
    touched = dict.fromkeys([id_ for ids in links.values() for id_ in ids])
    for id_ in touched:
        needed.update((one, threads[id_][:place]) for place, one in enumerate(threads[id_]))
    memory.products.learn(needed)
    return {id_: _whole(memory, threads[id_]) for id_ in touched}


def _whole(memory: OpenThreads, numbers: Sequence[int]) -> Group:
    """Statistics of parts with known products."""
    inner = sum([memory.products.total(one, numbers[:place]) for place, one in enumerate(numbers)])
    return join_all([memory.parts[number].group for number in numbers], inner)


def _home(memory: OpenThreads, number: int, wholes: Mapping[str, Group], options: Options) -> str:
    """The thread to which a new part clearly belongs; empty if there is a doubt."""
    parts, products, group = memory.parts, memory.products, memory.parts[number].group

    def ratio(other: Group, product: int) -> float:
        return quotient(group, other, product, options.window) / discount(options.chance, other.size)

    ranked = sorted(
        [(ratio(whole, products.total(number, memory.threads[id_])), id_) for id_, whole in wholes.items()],
        reverse=True,
    )
    least, (best, home) = least_quotient(options.least), ranked[0] if ranked else (0.0, "")
    if best < SURE * least or any(other > RIVAL * best for other, _ in ranked[1:]):
        return ""
    known = products.row(number)
    is_similar = all(ratio(parts[each].group, known[each]) >= least for each in memory.threads[home])
    return home if is_similar else ""


def _is_free(memory: OpenThreads, numbers: Sequence[int]) -> bool:
    """Whether no part was joined or kept apart by hand."""
    return not any(memory.parts[number].bond or number in memory.apart for number in numbers)
