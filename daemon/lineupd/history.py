"""What can be asked of the jobs that are there: look, follow, fetch the result, remove."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import replace

from lineupd.errors import StoreFull
from lineupd.events import Changes, MissedNews, News, Reader
from lineupd.jobs import Job, JobDetails
from lineupd.parts import Parts
from lineupd.shared import Shared
from lineupd.store.listing import Page, Question
from lineupd.unstoppable import Unstoppable

_PORTION = 500
"""So many jobs are looked at in a row."""


class History:
    """The jobs that are there; `removed` is told when some are gone."""

    def __init__(self, parts: Parts, removed: Callable[[], None]) -> None:
        self._parts = parts
        self._removed = removed
        self._everything = Shared(self._look_at_all)
        self._deletions = Unstoppable()

    async def details(self, text: str) -> JobDetails:
        """The job that the user means, in full, as far as it is now."""
        details = await self._parts.store.details(await self._parts.store.resolve(text))
        return replace(details, job=self._parts.hub.newest(details.job))

    async def page(self, question: Question) -> Page:
        """One page of the history, the running jobs as far as they are now."""
        page = await self._parts.store.page(question)
        return replace(page, jobs=tuple(self._parts.hub.newest(job) for job in page.jobs))

    async def watch(self, texts: Iterable[str], seen: int = -1) -> AsyncIterator[News]:
        """The jobs now, and again at every change: those named until they have ended, or all for ever.

        Who watches all jobs and has `seen` a change is told only what came after it, as far as that is known.
        """
        wanted = await self.resolve_all(texts)
        async for news in self._some(wanted) if wanted else self._all(seen):
            yield news

    async def _all(self, seen: int) -> AsyncIterator[News]:
        """All jobs. What they are told is the same object for all who have seen the same."""
        hub = self._parts.hub
        news = await self._what_came_after(seen)
        yield news
        while await hub.news_after(news.changes.revision):
            news = await self._what_came_after(news.changes.revision)
            yield news

    async def _what_came_after(self, seen: int) -> News:
        """Of what changes while the history is read it may tell or not: that is told once more."""
        changes = self._parts.hub.since(seen)
        return News(changes) if changes is not None else await self._everything.ask()

    async def _look_at_all(self) -> News:
        revision = self._parts.hub.revision
        return News(Changes(revision, await self._all_now()), is_all=True)

    async def _all_now(self) -> tuple[Job, ...]:
        """All jobs that wait or run; there may be so many that others must have their turn in between."""
        found, jobs = await self._parts.store.unfinished(), list[Job]()
        for start in range(0, len(found), _PORTION):
            jobs += self._now(found[start : start + _PORTION])
            await asyncio.sleep(0)
        return tuple(jobs)

    async def _some(self, wanted: tuple[str, ...]) -> AsyncIterator[News]:
        with self._parts.hub.reader(wanted) as reader:
            first = await self._these(wanted, reader)
            yield first
            ended = {job.id for job in first.changes.jobs if job.is_final}
            while not ended.issuperset(wanted):
                try:
                    changes = await reader.news()
                except MissedNews:
                    yield await self._these(wanted, reader)
                    continue
                if changes is None:
                    return
                # A row may be read before the news of what came earlier: what has ended does not run again.
                news = tuple(job for job in changes.jobs if job.is_final or job.id not in ended)
                yield News(replace(changes, jobs=news))
                ended |= {*(job.id for job in changes.jobs if job.is_final), *changes.removed}

    async def _these(self, wanted: tuple[str, ...], reader: Reader) -> News:
        """These jobs as they are now. Of what changes meanwhile they may tell or not: it is told once more."""
        revision = reader.revision
        jobs = self._now([await self._parts.store.get(job_id) for job_id in wanted])
        return News(Changes(revision, jobs), is_all=True)

    def _now(self, found: Iterable[Job]) -> tuple[Job, ...]:
        return tuple(map(self._parts.hub.newest, found))

    async def resolve_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The ids that the user means, each once."""
        return tuple(dict.fromkeys([await self._parts.store.resolve(text) for text in texts]))

    async def delete(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Remove finished jobs, their results and folders; all of them or, with `WrongState`, none."""
        job_ids = await self.resolve_all(texts)
        await self._deletions.run(self._delete(job_ids))
        return job_ids

    async def _delete(self, job_ids: tuple[str, ...]) -> None:
        try:
            await self._parts.store.delete(job_ids)
        except StoreFull:
            # Even to forget takes a little space: the folders of jobs that are over are given up first.
            if not all([(await self._parts.store.get(job_id)).is_final for job_id in job_ids]):
                raise
            await self._remove_folders(job_ids)
            await self._parts.store.delete(job_ids)
        self._parts.hub.remove(job_ids)
        self._removed()
        await self._remove_folders(job_ids)

    async def _remove_folders(self, job_ids: tuple[str, ...]) -> None:
        for job_id in job_ids:
            await asyncio.to_thread(self._parts.folders.remove, job_id)

    async def result(self, text: str, form: str) -> bytes:
        """A completed job's result: `json` as it is stored, any other form as the engine makes it."""
        job_id = await self._parts.store.resolve(text)
        result_json = await self._parts.store.result_json(job_id)
        if form == "json":
            return result_json.encode("utf-8")
        job, draft = await self._parts.store.get(job_id), await self._parts.store.draft(job_id)
        contents = await self._parts.store.contents([file.sha256 for file in draft.files if file.sha256])
        return await self._parts.work.export(result_json, form, job, draft.with_contents(contents))
