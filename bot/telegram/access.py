"""Who may use the bot. Closed, but for those on the list in the settings and those who were let in."""

from __future__ import annotations

import asyncio

from bot.state import Person, State

__all__ = ["Access"]


class Access:
    """`listed` holds the numeric ids of the setting WORTLAUT_TELEGRAM_ALLOW; None lets everybody in.

    Who was let in is kept in `state` and known by heart, because it is looked up for every update.
    """

    def __init__(self, state: State, listed: frozenset[int] | None) -> None:
        self._people = state.people
        self._state = state
        self._listed = listed
        self._in: dict[int, Person] = {person.id: person for person in self._people.all()}

    # ----------------------------------------------------------------------------------------------------- questions

    def admits(self, user: int | None) -> bool:
        return self._listed is None or (user is not None and (user in self._listed or user in self._in))

    def owns(self, user: int | None) -> bool:
        person = self._in.get(user) if user is not None else None
        return person is not None and person.role == "owner"

    def lists(self, user: int) -> bool:
        """Whether the settings let this person in, so that only they can shut them out."""
        return self._listed is None or user in self._listed

    def needs_owner(self) -> bool:
        """Whether nobody at all may use the bot, so that somebody has to make the first step."""
        return self._listed == frozenset() and not any(person.role == "owner" for person in self._in.values())

    def people(self) -> list[Person]:
        """Those who were let in, the first first; those on the list in the settings only if they were invited, too."""
        return sorted(self._in.values(), key=lambda person: (person.since, person.id))

    async def tells(self, stranger: int) -> bool:
        """Whether this stranger is to be told now that the bot is private: at most once a day."""
        return await asyncio.to_thread(self._people.tells, stranger)

    # ------------------------------------------------------------------------------------------------------- changes

    async def owner_code(self) -> str:
        """A code for a link that makes its first user the owner; good until another is made, for a day at most."""
        return await asyncio.to_thread(self._people.invite, "owner")

    async def invite(self, by: int) -> str:
        return await asyncio.to_thread(self._people.invite, "member", by)

    async def redeem(self, code: str, user: int, name: str) -> Person | None:
        """Lets somebody in; None where the code is not good, or not any more. See `People.redeem`."""
        person = await asyncio.to_thread(self._people.redeem, code, user, name)
        if person is not None:
            self._in[user] = person
        return person

    async def dismiss(self, user: int) -> bool:
        """Shuts somebody out and deletes what is kept about them; False where they were not in."""
        if self._in.pop(user, None) is None:
            return False
        await asyncio.to_thread(lambda: self._state.forget(user, access=True))
        return True
