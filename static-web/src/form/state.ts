/** One form under way: its answers, what of them is relevant, and the faults that are shown. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { FieldProblem } from '../api';
import { fieldsOf, type Answers, type Definition, type Json } from '../definition';
import { valueAt, withValue } from './pointer';
import { relevant, type Relevant } from './relevance';
import { thisMinute } from './moments';
import { faults, type Fault } from './validate';

export interface ShownFault extends Fault {
  /** The server's own words, where it found the fault. */
  message?: string;
}

interface Told extends ShownFault {
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
  /** As `set`, where items of a group have moved: faults inside it are told anew, by their new numbers. */
  setItems(path: string, items: Json[]): void;
  /** Finds and shows every fault. Whether there was none. */
  check(): boolean;
  /** Shows what the server found; its paths are those of the answers that were sent. */
  refuse(problems: readonly FieldProblem[]): void;
}

export function createForm(definition: Definition, draft: Answers, onChange: () => void): Form {
  const answers = signal(draft);
  const told = signal<ReadonlyMap<string, Told>>(new Map());
  const found = computed(() => relevant(definition, answers.value));
  const present = computed(() => byPath(presentFaults(definition, found.value)));
  const shownFaults = computed(() => stillShown(told.value, present, answers.value));

  const tell = (list: readonly ShownFault[]) => {
    told.value = byPath(list.map((fault) => ({ ...fault, answer: valueAt(answers.peek(), fault.path) })));
  };
  const set = (path: string, value: Json | undefined) => {
    answers.value = withValue(answers.peek(), path, value);
    onChange();
  };
  const setItems = (path: string, items: Json[]) => {
    const inside = (fault: Fault) => fault.path === path || fault.path.startsWith(`${path}/`);
    const wasTold = [...told.peek().values()];
    set(path, items.length > 0 ? items : undefined);
    if (wasTold.some(inside))
      tell([...wasTold.filter((one) => !inside(one)), ...[...present.value.values()].filter(inside)]);
  };
  const check = () => {
    tell([...present.value.values()]);
    return present.value.size === 0;
  };
  const refuse = (problems: readonly FieldProblem[]) => {
    const { draftPath } = found.peek();
    tell(problems.map(({ path, code, message }) => ({ path: draftPath(path), code, message, limit: null })));
  };
  return { definition, answers, relevant: found, shownFaults, set, setItems, check, refuse };
}

/** What a new form is filled in with. */
export function defaults(definition: Definition): Answers {
  const answers: Answers = {};
  for (const field of fieldsOf(definition)) {
    if (field.default === undefined || field.default === null) continue;
    answers[field.id] = field.control === 'date-time' && field.default === 'now' ? thisMinute() : field.default;
  }
  return answers;
}

function presentFaults(definition: Definition, { answers, draftPath }: Relevant): Fault[] {
  return faults(definition, answers).map((fault) => ({ ...fault, path: draftPath(fault.path) }));
}

function stillShown(
  told: ReadonlyMap<string, Told>,
  present: ReadonlySignal<ReadonlyMap<string, Fault>>,
  answers: Answers,
): ReadonlyMap<string, ShownFault> {
  if (told.size === 0) return told;
  const shown = new Map<string, ShownFault>();
  for (const [path, one] of told) {
    const isServers = one.message !== undefined && valueAt(answers, path) === one.answer;
    const fault = isServers ? one : present.value.get(path);
    if (fault) shown.set(path, fault);
  }
  return shown;
}

function byPath<F extends Fault>(list: readonly F[]): ReadonlyMap<string, F> {
  return new Map(list.map((fault) => [fault.path, fault]));
}
