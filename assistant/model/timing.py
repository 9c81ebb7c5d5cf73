"""A stream that ends in time: a thread reads the service, so that no silence or drip can hold an answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Event, Thread

from assistant.model.chat import Failed, Fault, Piece

MOST_AT_ONCE = 16
"""Streams read at once: one whose server drips on after its time is up keeps its place until it ends."""

Clock = Callable[[], float]


class Reading:
    """Reads streams in threads of their own, each only until its deadline."""

    def __init__(self, most: int = MOST_AT_ONCE, clock: Clock = time.monotonic) -> None:
        self._places = BoundedSemaphore(most)
        self._clock = clock

    def until(self, deadline: float, stream: Callable[[], Iterator[Piece]]) -> Iterator[Piece]:
        """The pieces as they come; `Failed` with a time-out is the last one where they come too late."""
        if not self._places.acquire(blocking=False):
            yield Failed(Fault.BUSY)
            return
        pieces: SimpleQueue[Piece | None] = SimpleQueue()
        left = Event()
        Thread(target=self._read, args=(stream, pieces, left), name="model", daemon=True).start()
        try:
            yield from self._timely(deadline, pieces)
        finally:
            left.set()

    def _timely(self, deadline: float, pieces: SimpleQueue[Piece | None]) -> Iterator[Piece]:
        while True:
            try:
                piece = pieces.get(timeout=max(0.0, deadline - self._clock()))
            except Empty:
                yield Failed(Fault.TIMEOUT)
                return
            if piece is None:
                return
            yield piece

    def _read(
        self, stream: Callable[[], Iterator[Piece]], pieces: SimpleQueue[Piece | None], left: Event
    ) -> None:
        try:
            for piece in stream():
                pieces.put(piece)
                if left.is_set():  # nobody listens: leaving the loop closes the connection
                    return
        except Exception:  # a fault of the stream itself must not be lost in a thread
            pieces.put(Failed(Fault.BROKEN))
        finally:
            self._places.release()
            pieces.put(None)
