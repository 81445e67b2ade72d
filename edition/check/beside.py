"""Work that another process does while this one goes on: a machine has more than one core.

The other process is a fork, so that it knows all that this one has read, and nothing but results travels.
Where processes are not forked (Windows, macOS), or there is one core only, the work is done when its result
is asked for.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final, TypeVar

from edition.errors import EditionError

_T = TypeVar("_T")

#: Bytes of a number.
_NUMBER: Final = 2
#: How much can be done at once.
CORES: Final = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def beside(work: Callable[[], _T]) -> Callable[[], _T]:
    """Begin *work* in another process.

    :returns: waits for the result and gives it; what the work raised is raised there, and an
        :class:`~edition.errors.EditionError` if somebody ended the other process.
    """
    if CORES == 1:
        return cache(work)
    from multiprocessing import get_context  # noqa: PLC0415 – most commands need none

    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def do() -> None:
        # Who interrupts speaks to the process that waits; this one ends with it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            sender.send((work(), None))
        except Exception as error:  # noqa: BLE001 – it is raised by the process that asked
            sender.send((None, error))

    process = context.Process(target=do, daemon=True)
    process.start()
    sender.close()

    @cache
    def result() -> _T:
        try:
            found, error = receiver.recv()
        except EOFError:
            raise EditionError(
                "a part of the work was ended from outside", hint="Is there memory enough?"
            ) from None
        process.join()
        if error is not None:
            raise error
        return found  # type: ignore[no-any-return] # it has come through a pipe

    return result


def in_turns(items: Sequence[_T]) -> Iterator[_T]:
    """*items*, each for one of the processes that go through them: whoever is ready takes the next.

    Made before the others are begun (:func:`beside`).
    """
    receiver, sender = os.pipe()
    os.write(sender, b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(items))))
    os.close(sender)

    def taken() -> Iterator[_T]:
        # A pipe gives a number of so few bytes whole, and to one reader only.
        while number := os.read(receiver, _NUMBER):
            yield items[int.from_bytes(number, "big")]
        os.close(receiver)

    return taken()
