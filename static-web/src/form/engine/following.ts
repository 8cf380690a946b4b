/**
 * Determines what is relevant in a draft after each change, by evaluating only the changed answers and what depends on them. Two drafts
 * are compared by the identity of their objects, so a changed object must be a new one.
 */
import { fieldsOf, type Answers, type Definition, type FieldDef, type GroupField, type Json } from '../../definition';
import { cleanAnswer, define, isCalculated, isObject, isUnanswered, own } from './clean-answers';
import { isTrue, valueOf } from './conditions';
import type { World } from './evaluate';
import type { EvaluationContext } from './evaluation-context';
import { draftPathOf } from './json-pointer';
import { listsOf } from './lists';
import { depends, offered, type Offered } from './offered';
import { readersIn } from './reads';
import { drawnItems, type Relevant } from './relevant';
import { hasDefault, REMEMBERED, wasSuggested } from './suggestions';

/** The last state of the form, or of one item of a group. */
interface Level {
  path: string;
  draft: Answers;
  sent: Answers;
  items: Map<string, Item[]>;
  /** Whether suggestions are off: nothing is suggested in the empty item of an optional group. */
  isSilent: boolean;
  isNew: boolean;
}

interface Item {
  draft: Json;
  /** The item's answers to send. */
  sent: Json | undefined;
  /** The item's state; undefined where the value is no object. */
  level: Level | undefined;
}

const levelAt = (path: string, isSilent: boolean): Level => ({
  path,
  isSilent,
  draft: {},
  sent: {},
  items: new Map<string, Item[]>(),
  isNew: true,
});

/** The answers of an empty item: one constant object, so that it never counts as changed. */
const BLANK = {};
const CLOCK = ['today', 'now', 'person'] as const;

export class Following {
  /** The paths that may have to be redrawn, and `$today` for the clock. The caller empties it after use. */
  readonly changed = new Set<string>();
  readonly #fields: readonly FieldDef[];
  readonly #form = levelAt('', false);
  readonly #shown = new Set<string>();
  readonly #needed = new Set<string>();
  readonly #warnings = new Set<string>();
  readonly #calculated = new Map<string, Json>();
  readonly #suggested = new Map<string, Json | undefined>();
  readonly #offered = new Map<string, Offered>();
  readonly #misfits = new Map<string, string>();
  /** The names that have changed in the form in this run. */
  #names = new Set<string>();
  #context: EvaluationContext | undefined;

  constructor(private readonly definition: Definition) {
    this.#fields = fieldsOf(definition);
  }

  /** Determines what is relevant in the draft. Updates the earlier result in place and returns it. */
  look(draft: Answers, context: EvaluationContext): Relevant {
    const before = this.#context;
    this.#context = { ...context, lists: listsOf(this.definition) };
    const isOther = (fact: (typeof CLOCK)[number]) => JSON.stringify(before?.[fact]) !== JSON.stringify(context[fact]);
    this.#names = new Set();
    const due = new Set<number>();
    for (const fact of CLOCK.filter(isOther)) this.#note(`$${fact}`, this.#fields, this.#names, due);
    for (const name of this.#names) this.changed.add(name);
    // Fields of a hidden section are hidden too.
    this.#lookAt(this.#fields, this.#form, draft, due, this.#names);
    const moved = () => movedIn(this.#form, '', new Map());
    return {
      answers: this.#form.sent,
      shown: this.#shown,
      needed: this.#needed,
      calculated: this.#calculated,
      suggested: this.#suggested,
      offered: this.#offered,
      misfits: this.#misfits,
      warnings: this.#warnings,
      moved,
      draftPath: (path) => draftPathOf(path, moved()),
    };
  }

  /** Evaluates the fields of an object whose answer has changed, or that are `due`; adds changed names to `names`. */
  #lookAt(fields: readonly FieldDef[], level: Level, draft: Answers, due: Set<number>, names: Set<string>): void {
    const { draft: before, isNew } = level;
    const isSuggested = own(draft, REMEMBERED) !== own(before, REMEMBERED);
    level.draft = draft;
    level.isNew = false;
    const note = (name: string) => this.#note(name, fields, names, due);
    fields.forEach((field, place) => {
      const isOther = own(draft, field.id) !== own(before, field.id);
      if (isOther) this.changed.add(`${level.path}/${field.id}`);
      if (isNew || isOther || due.has(place) || (isSuggested && hasDefault(field))) this.#field(field, level, note);
    });
  }

  /** Fields that depend on this name come after it, and are due. */
  #note(name: string, fields: readonly FieldDef[], names: Set<string>, due: Set<number>): void {
    names.add(name);
    for (const place of readersIn(fields, fields !== this.#fields).get(name) ?? []) due.add(place);
  }

  #field(field: FieldDef, level: Level, note: (name: string) => void): void {
    const path = `${level.path}/${field.id}`;
    const world = { enclosing: level.sent, form: this.#form.sent, context: this.#context! };
    const isShown = isTrue(field.visible, world);
    this.#put(this.#shown, path, isShown);
    this.#put(this.#needed, path, isShown && isTrue(field.required, world));
    if (field.control === 'warning') this.#put(this.#warnings, path, isShown);
    if (isShown && hasDefault(field) && !level.isSilent && !wasSuggested(level.draft, field.id))
      this.#suggested.set(path, valueOf(field.default, world));
    else this.#suggested.delete(path);
    const answer = this.#answer(field, path, isShown, level, world, note);
    if (depends(field)) this.#offer(path, isShown ? offered(field, answer, world) : undefined);
    if (answer === own(level.sent, field.id)) return;
    if (answer === undefined) delete level.sent[field.id];
    else define(level.sent, field.id, answer);
    note(field.id);
  }

  #put(paths: Set<string>, path: string, isIn: boolean): void {
    if (paths.has(path) === isIn) return;
    this.changed.add(path);
    if (isIn) paths.add(path);
    else paths.delete(path);
  }

  #offer(path: string, next: Offered | undefined): void {
    if (this.#offered.get(path)?.options !== next?.options) this.changed.add(path);
    if (next) this.#offered.set(path, next);
    else this.#offered.delete(path);
    if (next?.misfit === undefined) this.#misfits.delete(path);
    else this.#misfits.set(path, next.misfit);
  }

  #answer(
    field: FieldDef,
    path: string,
    isShown: boolean,
    level: Level,
    world: World,
    note: (name: string) => void,
  ): Json | undefined {
    const value = isShown ? own(level.draft, field.id) : undefined;
    if (isCalculated(field)) return this.#reckon(path, isShown ? valueOf(field.calculate, world) : undefined);
    if (field.control !== 'group') return cleanAnswer(field, value);
    if (isShown && (value === undefined || Array.isArray(value))) return this.#items(field, path, value, level, note);
    this.#forgetItems(level, field, 0);
    level.items.delete(field.id);
    return cleanAnswer(field, value);
  }

  /** A calculated value; an empty text counts as none. */
  #reckon(path: string, value: Json | undefined): Json | undefined {
    const result = value === '' ? undefined : value;
    if (this.#calculated.get(path) !== result) this.changed.add(path);
    if (result === undefined) this.#calculated.delete(path);
    else this.#calculated.set(path, result);
    return result;
  }

  /** A group without items shows a first, empty one. */
  #items(group: GroupField, path: string, stored: Json[] | undefined, level: Level, note: (name: string) => void) {
    const isNeeded = this.#needed.has(path);
    const drafts = drawnItems(stored, isNeeded ? group.minItems : stored ? 0 : 1, () => BLANK);
    const isSilent = level.isSilent || (!isNeeded && !stored);
    const readers = readersIn(group.fields, true);
    const due = [...this.#names].flatMap((name) => readers.get(`.${name}`) ?? []);
    this.#forgetItems(level, group, drafts.length);
    const before = level.items.get(group.id) ?? [];
    const names = new Set<string>();
    const items = drafts.map((draft, place) =>
      this.#item(group, draft, before[place], `${path}/${place}`, isSilent, due, names),
    );
    level.items.set(group.id, items);
    for (const name of names) note(`${group.id}/${name}`);
    const sent = items.flatMap((item) => (item.sent === undefined ? [] : [item.sent]));
    const last = own(level.sent, group.id);
    const isSame = Array.isArray(last) && last.length === sent.length && sent.every((item, at) => item === last[at]);
    return isSame ? last : sent.length > 0 ? sent : undefined;
  }

  #item(
    { fields }: GroupField,
    draft: Json,
    before: Item | undefined,
    path: string,
    isSilent: boolean,
    due: readonly number[],
    names: Set<string>,
  ): Item {
    if (!isObject(draft)) {
      this.#forget(before, fields);
      return { draft, sent: draft ?? undefined, level: undefined };
    }
    if (before?.level?.isSilent !== isSilent) this.#forget(before, fields);
    else if (before.draft === draft && due.length === 0) return before;
    const level = before?.level?.isSilent === isSilent ? before.level : levelAt(path, isSilent);
    this.#lookAt(fields, level, draft, new Set(due), names);
    return { draft, level, sent: isUnanswered(fields, level.sent) ? undefined : level.sent };
  }

  #forgetItems({ items }: Level, group: GroupField, from: number): void {
    for (const item of items.get(group.id)?.slice(from) ?? []) this.#forget(item, group.fields);
  }

  /** Removes what no longer exists. */
  #forget(item: Item | undefined, fields: readonly FieldDef[]): void {
    const { level } = item ?? {};
    if (!level) return;
    for (const field of fields) {
      const path = `${level.path}/${field.id}`;
      for (const paths of [this.#shown, this.#needed, this.#warnings]) paths.delete(path);
      for (const values of [this.#calculated, this.#suggested, this.#offered, this.#misfits]) values.delete(path);
      if (field.control === 'group') this.#forgetItems(level, field, 0);
    }
  }
}

function movedIn(level: Level, sent: string, moved: Map<string, string>): ReadonlyMap<string, string> {
  for (const [id, items] of level.items) {
    let place = 0;
    items.forEach((item, index) => {
      if (item.sent === undefined) return;
      const at = `${sent}/${id}/${place++}`;
      moved.set(at, `${level.path}/${id}/${index}`);
      if (item.level) movedIn(item.level, at, moved);
    });
  }
  return moved;
}
