"""Programs that make briefings side by side, each with a kernel of its own.

Each is a Python of its own that takes one area a line and answers with one line. What dies or hangs
is known by its area, and takes no other with it. (A pool of `multiprocessing` would run the calling
script once more in each worker, which a learner's script or notebook is not written for.)
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from born_into_care.briefing.one import Job, Outcome

COMMAND: tuple[str, ...] = (sys.executable, "-m", "born_into_care.briefing.worker")
PATIENCE = 300.0
"""Seconds for one area, its documents included."""


def made(jobs: Sequence[Job], workers: int) -> Iterator[Outcome]:
    """Make briefings and give each outcome as it comes.

    Parameters:
        jobs: the areas to make.
        workers: how many at a time.
    """
    waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    done: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
    hands = [_Hand(waiting, done) for _ in range(min(workers, len(jobs)))]
    for hand in hands:
        hand.start()
    try:
        for _ in jobs:
            yield done.get()
    finally:
        # Also where the caller stops half way: no program is left running.
        for hand in hands:
            hand.stop()


class _Hand(threading.Thread):
    """Hands areas to one worker, and starts another where one has ended."""

    def __init__(self, waiting: queue.SimpleQueue[Job], done: queue.SimpleQueue[Outcome]) -> None:
        super().__init__(daemon=True)
        self._waiting, self._done = waiting, done
        self._worker: subprocess.Popen[str] | None = None
        self._stopped = False

    def run(self) -> None:
        """Work until no area is waiting."""
        while not self._stopped:
            try:
                job = self._waiting.get_nowait()
            except queue.Empty:
                break
            self._done.put(self._make(job))
        self._end()

    def stop(self) -> None:
        """Take no further area, and end the worker."""
        self._stopped = True
        self._end()

    def _make(self, job: Job) -> Outcome:
        late = threading.Event()
        try:
            worker = self._worker or self._begin()
            watch = threading.Timer(PATIENCE, _too_late, (late, worker))
            watch.start()
            try:
                assert worker.stdin is not None and worker.stdout is not None
                worker.stdin.write(json.dumps(asdict(job)) + "\n")
                worker.stdin.flush()
                answer = json.loads(worker.stdout.readline())
            finally:
                watch.cancel()
            return Outcome(**{**answer, "files": tuple(answer["files"])})
        except (OSError, ValueError):
            self._end()
            why = (
                f"Making it took longer than {PATIENCE:.0f} seconds. Run it again, with fewer at a "
                "time (--workers 1)."
                if late.is_set()
                else "The program that made this briefing was ended from outside, perhaps because "
                "memory ran out. Close other programs and run it again."
            )
            return Outcome(job.area, "failed", message=why)

    def _begin(self) -> subprocess.Popen[str]:
        # One thread for arithmetic: there is a worker for each core already.
        threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self._worker = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8", env={**threads, **os.environ},
        )  # fmt: skip
        return self._worker

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        # At the end of its input a worker stops its kernel and leaves.
        with contextlib.suppress(OSError):
            if worker.stdin is not None:
                worker.stdin.close()
        try:
            worker.wait(10)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
        if worker.stdout is not None:
            worker.stdout.close()


def _too_late(late: threading.Event, worker: subprocess.Popen[str]) -> None:
    late.set()
    worker.kill()
