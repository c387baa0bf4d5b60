"""Long work beside the page: it runs on a thread, the page shows how far it is and can stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import streamlit as st

from symgeo.storage.readers.reading import Progress
from symgeo.storage.repair.jobs import Job
from symgeo.texts import Texts
from symgeo.ui import markup, session
from symgeo.views.cards.markup import element

T = TypeVar("T")
RUNNING: Final = ".running"
"""Ends the name under which the session holds what is under way."""
_AT_ONCE_S: Final = 5.0
"""What takes less is waited for: a bar would only flicker."""
_SOON_S: Final = 0.2
_LOOK_AGAIN_S: Final = 2.0


@dataclass(frozen=True, eq=False)
class _Done(Generic[T]):
    """What came out, and for which question."""

    key: object
    value: T


@dataclass(frozen=True, eq=False)
class _Running:
    """What is under way, and for which question."""

    key: object
    job: Job[Any]


def result_of(
    texts: Texts,
    name: str,
    key: object,
    task: Callable[[Progress], T],
    on_cancel: Callable[[], None] | None = None,
    *,
    is_stoppable: bool = True,
) -> T | None:
    """Give what a task comes to; None while it runs, when the page shows how far it is.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    name : str
        Names the task, such as ``checked``; one of a name runs at a time.
    key : object
        What the result depends on; with another one the task is done anew.
    task : callable
        Does it, and tells how far it is. It knows nothing of the visit.
    on_cancel : callable, optional
        Called after the reader stopped it. Without it, a task that is stopped still gives what it has.
    is_stoppable : bool
        False for a task that is done whole or not at all.
    """
    done: _Done[T] | None = _settle(name, key, task, _AT_ONCE_S)
    if done is None:
        _show_progress(texts, name, on_cancel, is_stoppable=is_stoppable)
        return None
    return done.value


def result_soon(name: str, key: object, task: Callable[[Progress], T]) -> T | None:
    """Give what a task comes to; None while it runs: the page is drawn again once it is there.

    Parameters as for `result_of`.
    """
    done: _Done[T] | None = _settle(name, key, task, _SOON_S)
    if done is None:
        _look_again(name)
        return None
    return done.value


def _settle(name: str, key: object, task: Callable[[Progress], T], wait_s: float) -> _Done[T] | None:
    """Start a task or go on with it, and wait a little; None if it still runs then."""
    done: _Done[T] | None = session.held(name)
    if done is not None and done.key == key:
        return done
    running: _Running | None = session.held(name + RUNNING)
    if running is None or running.key != key:
        if running is not None:
            running.job.cancel()
        running = _Running(key, Job.started(task))
        session.hold(name + RUNNING, running)
    if not running.job.wait(wait_s):
        return None
    session.hold(name + RUNNING, None)
    done = _Done(key, running.job.result())
    session.hold(name, done)
    return done


def latest(name: str) -> Any:  # noqa: ANN401 - what a task gives depends on its name
    """Give what a task came to last, whatever it was asked; None where it never ended."""
    done: _Done[Any] | None = session.held(name)
    return None if done is None else done.value


def _show_progress(
    texts: Texts, name: str, on_cancel: Callable[[], None] | None, *, is_stoppable: bool
) -> None:
    @st.fragment(run_every=_LOOK_AGAIN_S)
    def show() -> None:
        running: _Running | None = session.held(name + RUNNING)
        if running is None or not running.job.is_running:
            st.rerun()
        else:
            with st.container(border=True, key=f"progress-{name}"):
                words = texts(f"upload.running_{name}")
                markup.show(element("p", words, class_="sg-strong", role="status"))
                if is_stoppable:
                    st.progress(min(max(running.job.done, 0.0), 1.0))
                    st.button(
                        texts("upload.cancel"),
                        key=session.key(f"cancel.{name}"),
                        on_click=_cancel,
                        args=(name, on_cancel),
                    )

    show()


def _look_again(name: str) -> None:
    @st.fragment(run_every=_LOOK_AGAIN_S)
    def look() -> None:
        running: _Running | None = session.held(name + RUNNING)
        if running is None or not running.job.is_running:
            st.rerun()

    look()


def _cancel(name: str, on_cancel: Callable[[], None] | None) -> None:
    running: _Running | None = session.held(name + RUNNING)
    if running is not None:
        running.job.cancel()
    if on_cancel is not None:
        session.hold(name + RUNNING, None)
        on_cancel()
