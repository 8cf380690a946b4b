/** One form under way: its answers, what of them is relevant, and the faults that are shown. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { timeNow } from '../clock';
import type { Answers, Definition, Json } from '../definition';
import type { ReturnedFault } from '../outbox/entry';
import { evaluationContextAt } from '../session';
import { fieldAt } from './fields';
import { limitInWords, ownWords } from './messages';
import { createNotCpr, type NotCpr } from './not-cpr';
import { valueAt, withValue } from './engine/json-pointer';
import { relevant, type Relevant } from './engine/relevance';
import { suggest } from './engine/suggestions';
import { faults, type Fault } from './engine/validate';

export interface ShownFault {
  /** JSON Pointer into the draft. */
  path: string;
  code: string;
  /** In words. */
  limit: string | null;
  /** The definition's own words; the server's, where it found the fault. */
  message?: string;
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
  /** By the path in the draft; one that is mended goes, one that is new waits for the next check. */
  shownFaults: ReadonlySignal<ReadonlyMap<string, ShownFault>>;
  set(path: string, value: Json | undefined): void;
  /** The field that was written in last. */
  touched: ReadonlySignal<string | undefined>;
  /** Takes answers that nobody has given here: another tab has. */
  take(answers: Answers): void;
  /** As `set`, where items of a group have moved: faults inside it are told anew, by their new numbers. */
  setItems(path: string, items: Json[]): void;
  /** Finds and shows every fault of the answers as given at this moment. Whether there was none. */
  check(at?: Date): boolean;
  /** Shows what the server found, as far as the answers are still those that it saw. Its paths lead into the draft. */
  refuse(faults: readonly ReturnedFault[]): void;
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
  const filled = (given: Answers) =>
    withSuggestions(definition, given, (one) => relevant(definition, one, context.peek()));
  const answers = signal(filled(draft));
  const touched = signal<string | undefined>(undefined);
  const told = signal<ReadonlyMap<string, Told>>(new Map());
  const found = computed(() => relevant(definition, answers.value, context.value));
  const denied = createNotCpr(definition, () => found.value.answers, notCpr, onChange);
  const present = computed(() => {
    const { answers: sent, draftPath } = found.value;
    const inPlace = (one: Fault) => inWords(definition, one, valueAt(sent, one.path), draftPath);
    const list = faults(definition, sent, context.value);
    const taken = new Set(list.map(({ path }) => path));
    const guarded = denied.faults().filter(({ path }) => !taken.has(path));
    return byPath([...list, ...guarded].map(inPlace));
  });
  const shownFaults = computed(() => stillShown(told.value, present, answers.value));

  const tell = (list: readonly ShownFault[], isServers = false) => {
    told.value = byPath(list.map((one) => ({ ...one, isServers, answer: valueAt(answers.peek(), one.path) })));
  };
  const set = (path: string, value: Json | undefined) => {
    moment.value = timeNow();
    touched.value = path;
    answers.value = filled(withValue(answers.peek(), path, value));
    onChange();
  };
  const take = (given: Answers) => {
    moment.value = timeNow();
    answers.value = filled(given);
  };
  const setItems = (path: string, items: Json[]) => {
    const inside = (fault: ShownFault) => fault.path === path || fault.path.startsWith(`${path}/`);
    const wasTold = [...told.peek().values()];
    set(path, items.length > 0 ? items : undefined);
    if (wasTold.some(inside))
      tell([...wasTold.filter((one) => !inside(one)), ...[...present.value.values()].filter(inside)]);
  };
  const check = (at = timeNow()) => {
    moment.value = at;
    tell([...present.value.values()]);
    return present.value.size === 0;
  };
  const refuse = (faults: readonly ReturnedFault[]) => {
    const isStill = (fault: ReturnedFault) =>
      JSON.stringify(valueAt(answers.peek(), fault.path) ?? null) === fault.answer;
    const worded = ({ path, code, message }: ReturnedFault) => ({
      path,
      code,
      limit: null,
      ...(message && { message }),
    });
    tell(faults.filter(isStill).map(worded), true);
  };
  return {
    definition,
    answers,
    relevant: found,
    shownFaults,
    touched,
    set,
    setItems,
    take,
    check,
    refuse,
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

function inWords(
  definition: Definition,
  fault: Fault,
  answer: Json | undefined,
  draftPath: (path: string) => string,
): ShownFault {
  const field = fieldAt(definition, fault.path)?.field;
  const message = ownWords(field, fault, answer);
  const { code } = fault;
  return { path: draftPath(fault.path), code, limit: limitInWords(field, fault), ...(message ? { message } : {}) };
}

function stillShown(
  told: ReadonlyMap<string, Told>,
  present: ReadonlySignal<ReadonlyMap<string, ShownFault>>,
  answers: Answers,
): ReadonlyMap<string, ShownFault> {
  if (told.size === 0) return told;
  const shown = new Map<string, ShownFault>();
  for (const [path, one] of told) {
    const isServers = one.isServers && valueAt(answers, path) === one.answer;
    const fault = isServers ? one : present.value.get(path);
    if (fault) shown.set(path, fault);
  }
  return shown;
}

function byPath<F extends ShownFault>(list: readonly F[]): ReadonlyMap<string, F> {
  return new Map(list.map((fault) => [fault.path, fault]));
}
