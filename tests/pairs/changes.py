"""Random changes of a definition, of every kind that an author makes, with or without saying how drafts move."""

from __future__ import annotations

from collections.abc import Callable
import copy
from random import Random

from tests.pairs import field_changes, form_changes
from tests.pairs.changer import Changer, Content


def change_nothing(changer: Changer) -> None:
    return


KINDS: dict[str, Callable[[Changer], None]] = {
    "field removed": form_changes.remove,
    "field added": form_changes.add,
    "field renamed": form_changes.rename,
    "type changed": field_changes.change_type,
    "type changed to one near it": field_changes.change_to_near_type,
    "options changed": field_changes.change_options,
    "list changed": field_changes.take_options_from_a_list,
    "required or not": field_changes.turn_required,
    "moved into a group": form_changes.move_into_group,
    "moved out of a group": form_changes.move_out_of_group,
    "repeats": form_changes.change_repeats,
    "shown by something else": form_changes.show_by_something_else,
    "bounds": field_changes.tighten_bounds,
    "split": form_changes.split_text,
    "default put in": form_changes.add_with_default,
    "sections": form_changes.regroup_sections,
    "new keys": field_changes.add_new_keys,
    "nothing": change_nothing,
}


def changed(content: Content, random: Random) -> tuple[Content, list[str]]:
    """Version 2 of a definition's file, and what was done to it. One in five says nothing of drafts."""
    changer, done = Changer(random, copy.deepcopy(content)), list[str]()
    for kind in random.choices(list(KINDS), k=random.choice((1, 1, 2, 3, 4))):
        KINDS[kind](changer)
        done.append(kind)
        changer.keep_whole()
    changer.content["version"] = 2
    if random.random() < 0.8:
        changer.content["migrates"] = [changer.migration]
    return changer.content, done
