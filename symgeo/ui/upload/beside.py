"""Long work beside the page: it runs on a thread, the page shows how far it is and can stop it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import streamlit as st

from symgeo.storage.readers.reading import Progress
from symgeo.storage.repair.jobs import Job
from symgeo.texts import Texts
from symgeo.ui import markup, session
from symgeo.ui.upload import work
from symgeo.views.cards.markup import element

T = TypeVar("T")
_AT_ONCE_S: Final = 1.5
"""What takes less is waited for: a bar would only flicker."""
_PAUSE_S: Final = 0.03
_LOOK_AGAIN_S: Final = 0.5


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
    texts: Texts, name: str, key: object, task: Callable[[Progress], T], on_cancel: Callable[[], None]
) -> T | None:
    """Give what a task comes to; None while it runs, when the page shows how far it is.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    name : str
        Names the task, such as ``work.CHECKED``; one of a name runs at a time.
    key : object
        What the result depends on; with another one the task is done anew.
    task : callable
        Does it, and tells how far it is. It knows nothing of the visit.
    on_cancel : callable
        Called after the reader stopped it.
    """
    done: _Done[T] | None = session.held(name)
    if done is not None and done.key == key:
        return done.value
    running: _Running | None = session.held(name + work.RUNNING)
    if running is None or running.key != key:
        if running is not None:
            running.job.cancel()
        running = _Running(key, Job.start(task))
        session.hold(name + work.RUNNING, running)
    end = time.monotonic() + _AT_ONCE_S
    while running.job.is_running and time.monotonic() < end:
        time.sleep(_PAUSE_S)
    if running.job.is_running:
        _show_progress(texts, name, on_cancel)
        return None
    session.hold(name + work.RUNNING, None)
    value: T = running.job.result()
    session.hold(name, _Done(key, value))
    return value


def latest(name: str) -> Any:  # noqa: ANN401 - what a task gives depends on its name
    """Give what a task came to last, whatever it was asked; None where it never ended."""
    done: _Done[Any] | None = session.held(name)
    return None if done is None else done.value


def _show_progress(texts: Texts, name: str, on_cancel: Callable[[], None]) -> None:
    @st.fragment(run_every=_LOOK_AGAIN_S)
    def show() -> None:
        running: _Running | None = session.held(name + work.RUNNING)
        if running is None or not running.job.is_running:
            st.rerun()
        else:
            with st.container(border=True, key=f"progress-{name}"):
                markup.show(element("p", texts(f"upload.running_{name}"), class_="sg-strong", role="status"))
                st.progress(min(max(running.job.done, 0.0), 1.0))
                st.button(
                    texts("upload.cancel"),
                    key=session.key(f"cancel.{name}"),
                    on_click=_cancel,
                    args=(name, on_cancel),
                )

    show()


def _cancel(name: str, on_cancel: Callable[[], None]) -> None:
    running: _Running | None = session.held(name + work.RUNNING)
    if running is not None:
        running.job.cancel()
    session.hold(name + work.RUNNING, None)
    on_cancel()
