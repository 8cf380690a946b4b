/** The faults that a form shows: those of the last check and those of the server, as long as they apply. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Answers, Definition, Json } from '../definition';
import type { ReturnedFault } from '../outbox/entry';
import type { EvaluationContext } from './engine/evaluation-context';
import { topOf, valueAt } from './engine/json-pointer';
import type { Relevant } from './engine/relevant';
import type { Fault } from './engine/validate';
import { faultsOf } from './checking';
import { fieldAt } from './fields';
import { limitInWords, messageInWords, ownWords } from './messages';
import type { NotCpr } from './not-cpr';

export interface ShownFault {
  /** JSON Pointer into the draft. */
  path: string;
  code: string;
  /** The limit in words. */
  limit: string | null;
  /** The definition's own message; the server's, where the server found the fault. */
  message?: string;
}

type ByPath = ReadonlyMap<string, ShownFault>;

interface Reported extends ShownFault {
  isServers: boolean;
  /** The answer when the fault was reported. */
  answer: Json | undefined;
}

/** The part of a form that is validated. */
interface Judged {
  definition: Definition;
  answers: ReadonlySignal<Answers>;
  relevant: ReadonlySignal<Relevant>;
  notCpr: NotCpr;
}

export class ReportedFaults {
  /** The faults by path in the draft. A corrected one disappears at once; a new one is added by the next check. */
  readonly shown: ReadonlySignal<ByPath>;
  private readonly present: ReadonlySignal<ByPath>;
  private readonly reported = signal<ReadonlyMap<string, Reported>>(new Map());

  /** `context`: the day and time that the answers are validated for. */
  constructor(
    private readonly judged: Judged,
    context: ReadonlySignal<EvaluationContext>,
  ) {
    this.present = computed(() => presentFaults(judged, context.value));
    // At a key press only the fields with reported faults are validated.
    const ofReported = computed(() =>
      presentFaults(judged, context.value, new Set([...this.reported.value.keys()].map(topOf))),
    );
    this.shown = computed(() => {
      const shown = stillShown(this.reported.value, ofReported, judged.answers.value);
      const misfits = [...judged.relevant.value.misfits].filter(([path]) => !shown.has(path));
      return misfits.length === 0 ? shown : new Map([...shown, ...misfits.map((misfit) => this.misfitAt(misfit))]);
    });
  }

  /** Reports all present faults. Returns whether there are none. */
  reportAll(): boolean {
    this.report([...this.present.value.values()]);
    return this.present.value.size === 0;
  }

  /** Reports the server's faults, except those of answers that have changed since it saw them. */
  reportServers(faults: readonly ReturnedFault[]): void {
    const isStill = ({ path, answer }: ReturnedFault) =>
      JSON.stringify(valueAt(this.judged.answers.peek(), path) ?? null) === answer;
    this.report(faults.filter(isStill).map(worded), true);
  }

  /** Reports the faults inside `path` again after its items were renumbered, if there were any. */
  reportAgainInside(path: string, change: () => void): void {
    const isInside = (fault: ShownFault) => fault.path === path || fault.path.startsWith(`${path}/`);
    const before = [...this.reported.peek().values()];
    change();
    if (!before.some(isInside)) return;
    this.report([...before.filter((fault) => !isInside(fault)), ...[...this.present.value.values()].filter(isInside)]);
  }

  private report(list: readonly ShownFault[], isServers = false): void {
    const answers = this.judged.answers.peek();
    this.reported.value = byPath(list.map((fault) => ({ ...fault, isServers, answer: valueAt(answers, fault.path) })));
  }

  /** The fault of a choice that another answer has made invalid. It is reported at once, without waiting for a check. */
  private misfitAt([path, limit]: [string, string]): [string, ShownFault] {
    const { definition, answers } = this.judged;
    const fault = { path, code: 'not-offered', limit };
    return [path, inWords(definition, fault, answers.peek(), (same) => same)];
  }
}

/** The faults of all fields of the form, or of those in `only`. */
function presentFaults(judged: Judged, context: EvaluationContext, only?: ReadonlySet<string>): ByPath {
  const { definition, relevant, notCpr } = judged;
  const { answers: sent, draftPath } = relevant.value;
  const list = faultsOf(definition, sent, context, only);
  const paths = new Set(list.map(({ path }) => path));
  const guarded = notCpr.faults(only).filter(({ path }) => !paths.has(path));
  return byPath([...list, ...guarded].map((fault) => inWords(definition, fault, sent, draftPath)));
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
  reported: ReadonlyMap<string, Reported>,
  present: ReadonlySignal<ByPath>,
  answers: Answers,
): ByPath {
  if (reported.size === 0) return reported;
  const shown = new Map<string, ShownFault>();
  for (const [path, report] of reported) {
    const isServers = report.isServers && valueAt(answers, path) === report.answer;
    const fault = isServers ? report : present.value.get(path);
    if (fault) shown.set(path, fault);
  }
  return shown;
}

/** A fault found by the server, with its message. */
function worded({ path, code, message }: ReturnedFault): ShownFault {
  return { path, code, limit: null, ...(message && { message }) };
}

function byPath<F extends ShownFault>(list: readonly F[]): ReadonlyMap<string, F> {
  return new Map(list.map((fault) => [fault.path, fault]));
}
