/** One form under way: its answers, what of them is relevant, and the faults that are shown. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { timeNow } from '../clock';
import type { Answers, Definition, Json, Option } from '../definition';
import type { ReturnedFault } from '../outbox/entry';
import { evaluationContextAt } from '../session';
import { faultsOf } from './checking';
import { fieldAt } from './fields';
import { limitInWords, messageInWords, ownWords } from './messages';
import { createNotCpr, type NotCpr } from './not-cpr';
import { topOf, valueAt, withValue } from './engine/json-pointer';
import { Following } from './engine/following';
import { ticksIn, withoutStaleTicks } from './engine/overruling';
import type { Relevant } from './engine/relevant';
import { suggest } from './engine/suggestions';
import type { Fault } from './engine/validate';
import { followers, tellChanges } from './followers';

export interface ShownFault {
  /** JSON Pointer into the draft. */
  path: string;
  code: string;
  /** In words. */
  limit: string | null;
  /** The definition's own words; the server's, where it found the fault. */
  message?: string;
}

export interface Standing {
  isShown: boolean;
  needed: boolean;
  /** What stands in the draft, or is calculated. */
  value: Json | undefined;
  /** Where other answers decide what is offered. */
  offered: readonly Option[] | undefined;
  fault: ShownFault | undefined;
  /** It was written in last. */
  isTouched: boolean;
}

interface Told extends ShownFault {
  isServers: boolean;
  /** What stood there when it was told. */
  answer: Json | undefined;
}

export interface Form {
  definition: Definition;
  answers: ReadonlySignal<Answers>;
  relevant: ReadonlySignal<Relevant>;
  /** How a field stands now. Whoever draws with it is drawn anew when that is another; by its own path, or by `$today`. */
  at(path: string): Standing;
  /** By the path in the draft; one that is mended goes, one that is new waits for the next check. */
  shownFaults: ReadonlySignal<ReadonlyMap<string, ShownFault>>;
  set(path: string, value: Json | undefined): void;
  /** Takes answers that nobody has given here: another tab has. */
  take(answers: Answers): void;
  /** As `set`, where items of a group have moved: faults inside it are told anew, by their new numbers. */
  setItems(path: string, items: Json[]): void;
  /** Finds and shows every fault of the answers as given at this moment. Whether there was none. */
  check(at?: Date): boolean;
  /** Shows what the server found, as far as the answers are still those that it saw. Its paths lead into the draft. */
  refuse(faults: readonly ReturnedFault[]): void;
  /** Nobody draws with it any more. */
  stop(): void;
  /** The numbers in texts that the person says are no CPR numbers. */
  notCpr: NotCpr;
}

/** `notCpr` are the digits of numbers that the person has said are no CPR numbers. */
export function createForm(
  definition: Definition,
  draft: Answers,
  onChange: () => void,
  notCpr: readonly string[] = [],
): Form {
  const moment = signal(timeNow());
  const context = computed(() => evaluationContextAt(moment.value));
  const following = new Following(definition);
  const filled = (given: Answers) =>
    withSuggestions(definition, given, (draft) => following.look(draft, context.peek()));
  const answers = signal(filled(draft));
  let touched: string | undefined;
  const reported = signal<ReadonlyMap<string, Told>>(new Map());
  const relevance = computed(() => following.look(answers.value, context.value));
  const denied = createNotCpr(definition, () => relevance.value.answers, notCpr, onChange);
  const faultsNow = (only?: ReadonlySet<string>) => {
    const { answers: sent, draftPath } = relevance.value;
    const inPlace = (fault: Fault) => inWords(definition, fault, sent, draftPath);
    const list = faultsOf(definition, sent, context.value, only);
    const taken = new Set(list.map(({ path }) => path));
    const guarded = denied.faults(only).filter(({ path }) => !taken.has(path));
    return byPath([...list, ...guarded].map(inPlace));
  };
  const present = computed(() => faultsNow());
  // At a key press only the fields that were told of are judged.
  const ofReported = computed(() => faultsNow(new Set([...reported.value.keys()].map(topOf))));
  const shownFaults = computed(() => {
    const shown = stillShown(reported.value, ofReported, answers.value);
    const misfits = [...relevance.value.misfits].filter(([path]) => !shown.has(path));
    return misfits.length === 0 ? shown : new Map([...shown, ...misfits.map(misfitAt)]);
  });
  // Told at once, wherever the person is: another answer has made a choice impossible.
  const misfitAt = ([path, limit]: [string, string]): [string, ShownFault] => {
    const fault = { path, code: 'not-offered', limit };
    return [path, inWords(definition, fault, answers.peek(), (same) => same)];
  };

  const report = (list: readonly ShownFault[], isServers = false) => {
    reported.value = byPath(
      list.map((fault) => ({ ...fault, isServers, answer: valueAt(answers.peek(), fault.path) })),
    );
  };
  const { follow, changed } = followers();
  const at = (path: string): Standing => {
    follow(path);
    const { shown, needed, calculated, offered } = relevance.peek();
    const value = calculated.get(path) ?? valueAt(answers.peek(), path);
    return {
      ...{ isShown: shown.has(path), needed: needed.has(path), value, offered: offered.get(path)?.options },
      ...{ fault: shownFaults.peek().get(path), isTouched: touched === path },
    };
  };
  const stopTelling = tellChanges(following, relevance, shownFaults, changed);
  const seen = () => ({ draft: answers.peek(), relevant: relevance.peek() });
  const change = (path: string, value: Json | undefined, moved?: string) =>
    batch(() => {
      const ticks = ticksIn(seen());
      moment.value = timeNow();
      changed([touched ?? path, path]);
      touched = path;
      answers.value = filled(withValue(answers.peek(), path, value));
      if (ticks.size > 0) answers.value = withoutStaleTicks(ticks, seen(), moved);
      onChange();
    });
  const set = (path: string, value: Json | undefined) => change(path, value);
  const take = (given: Answers) => {
    moment.value = timeNow();
    answers.value = filled(given);
  };
  const setItems = (path: string, items: Json[]) => {
    const inside = (fault: ShownFault) => fault.path === path || fault.path.startsWith(`${path}/`);
    const wasTold = [...reported.peek().values()];
    change(path, items.length > 0 ? items : undefined, path);
    if (wasTold.some(inside))
      report([...wasTold.filter((fault) => !inside(fault)), ...[...present.value.values()].filter(inside)]);
  };
  const check = (at = timeNow()) => {
    moment.value = at;
    report([...present.value.values()]);
    return present.value.size === 0;
  };
  const refuse = (faults: readonly ReturnedFault[]) => {
    const isStill = (fault: ReturnedFault) =>
      JSON.stringify(valueAt(answers.peek(), fault.path) ?? null) === fault.answer;
    report(faults.filter(isStill).map(worded), true);
  };
  return {
    definition,
    answers,
    relevant: relevance,
    shownFaults,
    at,
    set,
    setItems,
    take,
    check,
    refuse,
    stop: stopTelling,
    notCpr: denied,
  };
}

/** What is suggested may let more fields show, which may have suggestions of their own. */
function withSuggestions(definition: Definition, draft: Answers, look: (draft: Answers) => Relevant): Answers {
  let filled = draft;
  for (;;) {
    const next = suggest(filled, look(filled).suggested, (path) => fieldAt(definition, path)?.field);
    if (next === filled) return filled;
    filled = next;
  }
}

function inWords(definition: Definition, fault: Fault, sent: Answers, draftPath: (path: string) => string): ShownFault {
  const field = fieldAt(definition, fault.path)?.field;
  const message = fault.message
    ? messageInWords(definition, sent, fault.path, fault.message)
    : ownWords(field, fault, valueAt(sent, fault.path));
  const { code } = fault;
  return { path: draftPath(fault.path), code, limit: limitInWords(field, fault), ...(message ? { message } : {}) };
}

function stillShown(
  reported: ReadonlyMap<string, Told>,
  present: ReadonlySignal<ReadonlyMap<string, ShownFault>>,
  answers: Answers,
): ReadonlyMap<string, ShownFault> {
  if (reported.size === 0) return reported;
  const shown = new Map<string, ShownFault>();
  for (const [path, report] of reported) {
    const isServers = report.isServers && valueAt(answers, path) === report.answer;
    const fault = isServers ? report : present.value.get(path);
    if (fault) shown.set(path, fault);
  }
  return shown;
}

/** A fault as the server found it, in its own words. */
function worded({ path, code, message }: ReturnedFault): ShownFault {
  return { path, code, limit: null, ...(message && { message }) };
}

function byPath<F extends ShownFault>(list: readonly F[]): ReadonlyMap<string, F> {
  return new Map(list.map((fault) => [fault.path, fault]));
}
