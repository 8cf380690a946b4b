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
import { isFromLast, withoutMarkAt } from './from-last';
import { followers, tellChanges } from './followers';
import { ReportedFaults, type ShownFault } from './reported-faults';

export type { ShownFault } from './reported-faults';

export interface Standing {
  isShown: boolean;
  needed: boolean;
  /** The answer in the draft, or the calculated value. */
  value: Json | undefined;
  /** The options to offer, where these depend on other answers. */
  offered: readonly Option[] | undefined;
  fault: ShownFault | undefined;
  /** Whether the answer is from the last registration, and unchanged. */
  isFromLast: boolean;
  /** Whether it is the field that was changed last. */
  isTouched: boolean;
}

export interface Form {
  definition: Definition;
  answers: ReadonlySignal<Answers>;
  relevant: ReadonlySignal<Relevant>;
  /** The state of the field at a path. A component that reads it is drawn again when it changes. */
  at(path: string): Standing;
  /** The faults by path in the draft. A corrected one disappears at once; a new one is added by the next check. */
  shownFaults: ReadonlySignal<ReadonlyMap<string, ShownFault>>;
  set(path: string, value: Json | undefined): void;
  /** Replaces the answers with those that another tab has saved. */
  replaceAnswers(answers: Answers): void;
  /** Sets the items of a group where some have moved: its faults are reported again at their new indexes. */
  setItems(path: string, items: Json[]): void;
  /** Finds and shows all faults, validating the answers as of `at`. Returns whether there are none. */
  check(at?: Date): boolean;
  /** Shows the server's faults (with paths into the draft), except those of answers that have changed since it saw them. */
  refuse(faults: readonly ReturnedFault[]): void;
  /** Stops updating; to be called when the form is no longer shown. */
  stop(): void;
  /** The numbers in texts that the person has confirmed are no CPR numbers. */
  notCpr: NotCpr;
}

/** Creates the state of a form. `notCpr`: the digits of numbers that the person has confirmed are no CPR numbers. */
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
      isFromLast: isFromLast(this.answers.peek(), path),
      isTouched: this.touched === path,
    };
  }

  set(path: string, value: Json | undefined): void {
    this.change(path, value);
  }

  setItems(path: string, items: Json[]): void {
    this.faults.reportAgainInside(path, () => this.change(path, items.length > 0 ? items : undefined, path));
  }

  replaceAnswers(answers: Answers): void {
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

  /** Changes the answer at a path. `moved`: the path of the group whose items get other indexes by it. */
  private change(path: string, value: Json | undefined, moved?: string): void {
    batch(() => {
      const ticks = ticksIn(this.seen());
      this.moment.value = timeNow();
      this.drawn.changed([this.touched ?? path, path]);
      this.touched = path;
      this.answers.value = this.filled(withValue(withoutMarkAt(this.answers.peek(), path), path, value));
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

/** Fills in suggestions until there are no more: a suggested answer may show fields that have suggestions of their own. */
function withSuggestions(definition: Definition, draft: Answers, relevantIn: (draft: Answers) => Relevant): Answers {
  let filled = draft;
  for (;;) {
    const next = suggest(filled, relevantIn(filled).suggested, (path) => fieldAt(definition, path)?.field);
    if (next === filled) return filled;
    filled = next;
  }
}
