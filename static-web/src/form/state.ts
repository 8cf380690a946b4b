/** The state of a form: its answers, which fields are relevant, and the shown faults. */
import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { timeNow } from '../clock';
import type { Answers, Definition, Json, Option } from '../definition';
import type { ReturnedFault } from '../outbox/entry';
import { evaluationContextAt } from '../session';
import { fieldAt } from './fields';
import { createNotCpr, type NotCpr } from './not-cpr';
import { valueAt, withValue } from './engine/json-pointer';
import { Following } from './engine/following';
import { ticksIn, withoutStaleTicks } from './engine/overruling';
import type { Relevant } from './engine/relevant';
import { suggest } from './engine/suggestions';
import { followers, tellChanges } from './followers';
import { ReportedFaults, type ShownFault } from './reported-faults';

export type { ShownFault } from './reported-faults';

export interface Standing {
  isShown: boolean;
  needed: boolean;
  /** The answer in the draft, or the calculated value. */
  value: Json | undefined;
  /** Where other answers decide what is offered. */
  offered: readonly Option[] | undefined;
  fault: ShownFault | undefined;
  /** It was written in last. */
  isTouched: boolean;
}

export interface Form {
  definition: Definition;
  answers: ReadonlySignal<Answers>;
  relevant: ReadonlySignal<Relevant>;
  /** The state of a field. A component that reads it is redrawn when it changes; by its own path, or by `$today`. */
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
  return new OpenForm(definition, draft, onChange, notCpr);
}

class OpenForm implements Form {
  readonly answers: Signal<Answers>;
  readonly relevant: ReadonlySignal<Relevant>;
  readonly shownFaults: Form['shownFaults'];
  readonly notCpr: NotCpr;
  readonly stop: () => void;
  private readonly moment = signal(timeNow());
  private readonly context = computed(() => evaluationContextAt(this.moment.value));
  private readonly following: Following;
  private readonly faults: ReportedFaults;
  private readonly drawn = followers();
  private touched: string | undefined;

  constructor(
    readonly definition: Definition,
    draft: Answers,
    private readonly onChange: () => void,
    notCpr: readonly string[],
  ) {
    this.following = new Following(definition);
    this.answers = signal(this.filled(draft));
    this.relevant = computed(() => this.following.look(this.answers.value, this.context.value));
    this.notCpr = createNotCpr(definition, () => this.relevant.value.answers, notCpr, onChange);
    this.faults = new ReportedFaults(this, this.context);
    this.shownFaults = this.faults.shown;
    this.stop = tellChanges(this.following, this.relevant, this.shownFaults, this.drawn.changed);
  }

  at(path: string): Standing {
    this.drawn.follow(path);
    const { shown, needed, calculated, offered } = this.relevant.peek();
    return {
      isShown: shown.has(path),
      needed: needed.has(path),
      value: calculated.get(path) ?? valueAt(this.answers.peek(), path),
      offered: offered.get(path)?.options,
      fault: this.shownFaults.peek().get(path),
      isTouched: this.touched === path,
    };
  }

  set(path: string, value: Json | undefined): void {
    this.change(path, value);
  }

  setItems(path: string, items: Json[]): void {
    this.faults.reportAgainInside(path, () => this.change(path, items.length > 0 ? items : undefined, path));
  }

  take(answers: Answers): void {
    this.moment.value = timeNow();
    this.answers.value = this.filled(answers);
  }

  check(at = timeNow()): boolean {
    this.moment.value = at;
    return this.faults.reportAll();
  }

  refuse(faults: readonly ReturnedFault[]): void {
    this.faults.reportServers(faults);
  }

  /** `moved` is the group whose items have other numbers after it. */
  private change(path: string, value: Json | undefined, moved?: string): void {
    batch(() => {
      const ticks = ticksIn(this.seen());
      this.moment.value = timeNow();
      this.drawn.changed([this.touched ?? path, path]);
      this.touched = path;
      this.answers.value = this.filled(withValue(this.answers.peek(), path, value));
      if (ticks.size > 0) this.answers.value = withoutStaleTicks(ticks, this.seen(), moved);
      this.onChange();
    });
  }

  private seen() {
    return { draft: this.answers.peek(), relevant: this.relevant.peek() };
  }

  private filled(answers: Answers): Answers {
    return withSuggestions(this.definition, answers, (draft) => this.following.look(draft, this.context.peek()));
  }
}

/** What is suggested may let more fields show, which may have suggestions of their own. */
function withSuggestions(definition: Definition, draft: Answers, relevantIn: (draft: Answers) => Relevant): Answers {
  let filled = draft;
  for (;;) {
    const next = suggest(filled, relevantIn(filled).suggested, (path) => fieldAt(definition, path)?.field);
    if (next === filled) return filled;
    filled = next;
  }
}
