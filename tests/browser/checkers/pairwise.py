"""Every value of every factor beside every value of every other, in few combinations."""

from itertools import combinations


def pairwise(factors):
    """`factors` is {name: values}; returns a list of {name: value}, the same at every call.

    Greedy: each combination starts from a pair that is still missing and takes, factor by
    factor, the value that adds most missing pairs. Not the smallest cover, but near it: the
    number stays close to the product of the two longest factors, which no cover can be under.
    """
    names = sorted(factors, key=lambda name: -len(factors[name]))
    missing = {
        ((one, a), (two, b)): None
        for one, two in combinations(names, 2)
        for a in range(len(factors[one]))
        for b in range(len(factors[two]))
    }
    # How often a value was taken, so that ties go round.
    taken = {(name, index): 0 for name in names for index in range(len(factors[name]))}
    rows = []
    while missing:
        chosen = dict(next(iter(missing)))
        for name in names:
            if name in chosen:
                continue

            def gain(index, name=name, chosen=chosen):
                return sum(_pair(names, (name, index), item) in missing for item in chosen.items())

            chosen[name] = max(
                range(len(factors[name])),
                key=lambda index, name=name, gain=gain: (gain(index), -taken[name, index]),
            )
        for one, two in combinations(names, 2):
            missing.pop(((one, chosen[one]), (two, chosen[two])), None)
        for item in chosen.items():
            taken[item] += 1
        rows.append({name: factors[name][chosen[name]] for name in factors})
    return rows


def _pair(names, one, two):
    return (one, two) if names.index(one[0]) < names.index(two[0]) else (two, one)
