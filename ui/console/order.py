"""In which order amendments are put to the vote: as the page Drafts has it, by the committee's rule or as the dais ruled."""

from __future__ import annotations

from committee.events import DraftsOrdered
from records.room import Shared
from records.sitting import amendment_name
from resolutions.amendments import order_rule, voting_order
from ui.console.moment import Here

KEPT_BY_THE_SESSION = frozenset({"submission", "reverse-submission"})
"""Orders that the session keeps by itself; the others rest on the words, which it does not know."""


def ordering(here: Here) -> tuple[DraftsOrdered, ...]:
    """What puts the amendments before the room in their order of voting; nothing where they stand in it already."""
    set_ = list(here.session.draft_order)
    wanted = list(set_)
    for draft in here.session.drafts:
        shared = here.room.drafts.get(draft.id)
        waiting = [one.id for one in here.session.amendments(draft.id) if one.status == "open"]
        if shared is None or draft.status != "open" or len(waiting) < 2:
            continue
        by_itself = here.rules.order_of_amendments.value in KEPT_BY_THE_SESSION and not shared.order and not set(waiting) & set(set_)
        places = _places(here, shared)
        ordered = sorted(waiting, key=lambda one: places.get(one, len(places) + 1))
        if not by_itself and ordered != waiting:
            wanted = [one for one in wanted if one not in waiting] + ordered
    return (DraftsOrdered(at=here.at, documents=tuple(wanted)),) if wanted != set_ else ()


def _places(here: Here, shared: Shared) -> dict[str, int]:
    """The places of a draft's open amendments in the order of voting, by the names that they have in the session."""
    named = here.room.settings.amendment_order if here.room.settings else "submission"
    try:
        rule = order_rule(named).id
    except ValueError:
        rule = "submission"
    found = voting_order(shared.draft, [one.amendment for one in shared.amendments], rule, shared.order)
    return {amendment_name(shared.id, one.amendment): one.place for one in found}
