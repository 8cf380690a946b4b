/**
 * What the phone remembers of sent registrations: only answers that the definition marks with `remember`, and how often each form was
 * used. Pure functions from memory to memory; `store.ts` stores it.
 */
import { fieldsOf, type Answers, type Definition, type FieldDef, type Json } from '../definition';
import { cprNumbersIn, textsOf } from '../form/engine/cpr-guard';

/** A position, rounded to about a hundred metres. */
export interface Spot {
  latitude: number;
  longitude: number;
}

/** A company and its visited address. */
export interface Place {
  cvr: string;
  name: string;
  /** The address of the production unit, or of the company if no unit was chosen. */
  address: string;
  pNumber?: string;
  isFavourite: boolean;
  /** The phone's position when the person chose it, if they allow positions to be used. */
  spot?: Spot;
}

/** The last answers at a production unit. */
export interface UnitAnswers {
  /** When it was sent, RFC 3339. */
  at: string;
  answers: Answers;
}

export interface Memory {
  /** By app: how many registrations were sent. */
  counts: Record<string, number>;
  pinned: string | null;
  /** By app: the last answers of the fields with `remember: last`. */
  last: Record<string, Answers>;
  /** By `unitKey`: those of the fields with `remember: unit`. */
  units: Record<string, UnitAnswers>;
  /** The latest first. */
  places: Place[];
  /** Whether the phone's position may put near companies first. */
  usesPosition: boolean;
}

export const EMPTY: Memory = { counts: {}, pinned: null, last: {}, units: {}, places: [], usesPosition: false };

const MAX_PLACES = 100;
const MAX_UNITS = 300;
const PRODUCTION_UNIT = /^[0-9]{10}$/;

/** The memory after a registration is sent. `placeOf`: gives the company of a field from the register's data. */
export function afterSending(
  memory: Memory,
  definition: Definition,
  answers: Answers,
  at: string,
  placeOf: (cvrField: string) => Place | undefined,
): Memory {
  const { app } = definition;
  const fields = fieldsOf(definition);
  const unit = unitIn(definition, answers);
  const visited = fields
    .filter(({ control, remember }) => control === 'cvr' && remember === 'last')
    .flatMap(({ id }) => placeOf(id) ?? []);
  return {
    ...memory,
    counts: { ...memory.counts, [app]: (memory.counts[app] ?? 0) + 1 },
    last: { ...memory.last, [app]: rememberedOf(fields, answers, 'last') },
    units: unit
      ? newest({ ...memory.units, [unitKey(app, unit)]: { at, answers: rememberedOf(fields, answers, 'unit') } })
      : memory.units,
    places: visited.reduce(withPlace, memory.places),
  };
}

/** The remembered answers that a new draft begins with, without options that the form no longer has. */
export function presetsOf(memory: Memory, definition: Definition): Answers {
  const last = memory.last[definition.app] ?? {};
  const fields = fieldsOf(definition).filter((field) => field.remember === 'last' && !isOfRegister(field));
  return picked(fields, last, (field, value) => isOffered(field, value));
}

/** The remembered answers at the unit that is chosen in `answers`. */
export function lastAtUnit(memory: Memory, definition: Definition, answers: Answers): UnitAnswers | undefined {
  const unit = unitIn(definition, answers);
  return unit === undefined ? undefined : memory.units[unitKey(definition.app, unit)];
}

/** The remembered places: favourites first, then by their last visit. */
export function placesOf({ places }: Memory): Place[] {
  return [...places.filter((place) => place.isFavourite), ...places.filter((place) => !place.isFavourite)];
}

export function isFavourite({ places }: Memory, cvr: string): boolean {
  return places.some((place) => place.cvr === cvr && place.isFavourite);
}

/** Marks the company of a place, with all its addresses, as a favourite, or removes the mark. */
export function withFavourite(memory: Memory, place: Place, isChosen: boolean): Memory {
  const isThere = memory.places.some(({ cvr }) => cvr === place.cvr);
  const places = isThere || !isChosen ? memory.places : [place, ...memory.places];
  return {
    ...memory,
    places: places.map((other) => (other.cvr === place.cvr ? { ...other, isFavourite: isChosen } : other)),
  };
}

/** The forms in the order in which they are offered: the pinned one, then the most used. */
export function byUse<F extends { app: string }>(memory: Memory, forms: readonly F[]): F[] {
  const weight = ({ app }: F) => (app === memory.pinned ? Infinity : (memory.counts[app] ?? 0));
  return [...forms].filter((form) => weight(form) > 0).sort((first, second) => compared(weight(second), weight(first)));
}

function compared(first: number, second: number): number {
  return first === second ? 0 : first - second;
}

function withPlace(places: Place[], place: Place): Place[] {
  const same = (other: Place) => other.cvr === place.cvr && (other.pNumber ?? place.pNumber) === place.pNumber;
  const isChosen = places.some((other) => other.cvr === place.cvr && other.isFavourite);
  const spot = place.spot ?? places.find(same)?.spot;
  const merged = [
    { ...place, isFavourite: isChosen, ...(spot && { spot }) },
    ...places.filter((other) => !same(other)),
  ];
  return merged.filter(({ isFavourite }, index) => isFavourite || index < MAX_PLACES);
}

/** The chosen unit, unless it is one that the register does not know yet. */
function unitIn(definition: Definition, answers: Answers): string | undefined {
  const field = fieldsOf(definition).find(({ control }) => control === 'p-number');
  const value = field && answers[field.id];
  return typeof value === 'string' && PRODUCTION_UNIT.test(value) ? value : undefined;
}

const unitKey = (app: string, pNumber: string) => `${app} ${pNumber}`;

function newest(units: Memory['units']): Memory['units'] {
  const newestFirst = Object.entries(units).sort(([, first], [, second]) => second.at.localeCompare(first.at));
  return Object.fromEntries(newestFirst.slice(0, MAX_UNITS));
}

function rememberedOf(fields: readonly FieldDef[], answers: Answers, how: FieldDef['remember'] & string): Answers {
  const named = fields.filter((field) => field.remember === how && !isOfRegister(field));
  return picked(named, answers, (field, value) => !holdsCpr(field, value));
}

function picked(
  fields: readonly FieldDef[],
  answers: Answers,
  isWanted: (field: FieldDef, value: Json) => boolean,
): Answers {
  const entries = fields.flatMap((field): [string, Json][] => {
    const value = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
    return value !== undefined && isWanted(field, value) ? [[field.id, value]] : [];
  });
  return Object.fromEntries(entries);
}

function isOfRegister({ control }: FieldDef): boolean {
  return control === 'cvr' || control === 'p-number';
}

function holdsCpr(field: FieldDef, value: Json): boolean {
  return textsOf(field, value, '').some(({ text }) => cprNumbersIn(text).length > 0);
}

function isOffered(field: FieldDef, value: Json): boolean {
  if (!('options' in field) || !field.options) return true;
  const offered = new Set<Json>(field.options.map((option) => option.value));
  return (Array.isArray(value) ? value : [value]).every((chosen) => offered.has(chosen));
}
