/** A registration in progress: the form, its draft, and its sending. */
import { computed, effect, type ReadonlySignal } from '@preact/signals';
import { timeNow } from '../clock';
import type { Definition } from '../definition';
import { autosave, type Autosave, type AutosaveOptions } from '../drafts/autosave';
import { remove, type Draft } from '../drafts';
import { mergeAnswers } from '../drafts/merge';
import { createCompanies, type Companies } from './companies';
import { countEffort, type EffortCounter } from './effort';
import { titleOf } from './fields';
import type { Opened } from './load-draft';
import { lastAtUnit, presetsOf, type UnitAnswers } from '../memory/memory';
import { memory } from '../memory/store';
import { noteSent } from './note-sent';
import type { OutboxEntry, Returned, ReturnedFault } from '../outbox/entry';
import { frozen } from '../outbox/frozen';
import { idIsSaved } from './own-id';
import { createSender, type Sender, type Work } from './sending';
import { createForm, type Form } from './state';
import { toTheSecond } from './engine/evaluation-context';
import { valueAt } from './engine/json-pointer';

export interface FormSession {
  /** The registration's id, under which its attachments are stored. */
  registration: string;
  definition: Definition;
  form: Form;
  /** Whether the answers can be sent now; otherwise their faults are shown. */
  check(): boolean;
  /** The draft stays on its version although there are newer ones, up to this one. */
  stay(version: number): void;
  companies: Companies;
  /** What was answered the last time at the production unit that is chosen. */
  lastAtUnit: ReadonlySignal<UnitAnswers | undefined>;
  saving: Autosave;
  sender: Sender;
  /** The draft as it is now. */
  draft(): Draft;
  /** Whether anything has been written down. */
  isBegun(): boolean;
  discard(): Promise<void>;
  stop(): void;
}

interface SessionContext {
  id: string;
  personKey: string;
  /** The registration is in the outbox, or received. */
  onSent: () => void;
  /** The draft is saved, and other tabs can read it. */
  onSaved: () => void;
  /** The server refused what was just sent; its faults are shown already. */
  onReturned: () => void;
}

export function begin(opened: Opened, context: SessionContext): FormSession {
  return new Registering(opened, context);
}

class Registering implements FormSession {
  readonly registration: string;
  readonly definition: Definition;
  readonly form: Form;
  readonly companies: Companies;
  readonly lastAtUnit: ReadonlySignal<UnitAnswers | undefined>;
  readonly saving: Autosave;
  readonly sender: Sender;
  private readonly stored: Draft | undefined;
  /** Where the definition has it measured. */
  private readonly effort: EffortCounter | undefined;
  private readonly stopFollowing: () => void;
  private isChanged: boolean;
  /** The person has gone to another page, and must not be moved from there. */
  private isLeft = false;
  private answeredAt = timeNow();
  private stayedBefore: number | undefined;
  private remembering = Promise.resolve();

  constructor(
    { definition, draft: stored }: Opened,
    private readonly context: SessionContext,
  ) {
    this.registration = context.id;
    this.definition = definition;
    this.stored = stored;
    this.isChanged = stored !== undefined;
    if (definition.measures?.includes('effort')) this.effort = countEffort(stored?.effort);
    this.stayedBefore = stored?.stayedBefore;
    const presets = presetsOf(memory.peek(), definition);
    this.form = createForm(definition, stored?.answers ?? presets, () => this.changed(), stored?.notCpr);
    this.saving = autosave(() => this.draft(), this.following());
    this.sender = createSender(this.work(), stored?.returned);
    this.companies = createCompanies(this.form, () => this.sender.now.peek().state === 'sending');
    this.lastAtUnit = computed(() => lastAtUnit(memory.value, definition, this.form.answers.value));
    if (stored?.returned) this.form.refuse(stored.returned.faults);
    this.stopFollowing = this.followMemory();
  }

  check(): boolean {
    this.answeredAt = new Date(toTheSecond(timeNow()));
    return this.form.check(this.answeredAt);
  }

  draft(): Draft {
    const { definition, form, stored, stayedBefore } = this;
    const returned = stillReturned(this.sender.returned(), form);
    const denied = form.notCpr.digits.peek();
    const revision = this.saving.revision();
    return {
      ...{ id: this.registration, app: definition.app, version: definition.version, personKey: this.context.personKey },
      ...(stayedBefore === undefined ? {} : { stayedBefore }),
      ...(returned ? { returned } : {}),
      ...(stored?.corrects === undefined ? {} : { corrects: stored.corrects }),
      ...(denied.size > 0 ? { notCpr: [...denied] } : {}),
      ...(this.effort ? { effort: this.effort.now() } : {}),
      title: titleOf(definition, form.relevant.peek().answers),
      answers: form.answers.peek(),
      updatedAt: timeNow().toISOString(),
      ...(revision === undefined ? {} : { revision }),
    };
  }

  stay(version: number): void {
    this.stayedBefore = version;
    this.saving.changed();
  }

  isBegun(): boolean {
    return this.isChanged;
  }

  async discard(): Promise<void> {
    await this.saving.abandon();
    // Where nothing is kept there is nothing to remove.
    await remove(this.registration).catch(() => undefined);
  }

  stop(): void {
    this.isLeft = true;
    this.stopFollowing();
    this.saving.stop();
    this.form.stop();
    this.effort?.stop();
  }

  private changed(): void {
    this.isChanged = true;
    this.saving.changed();
    this.sender.changed();
  }

  private following(): AutosaveOptions {
    return {
      opened: this.stored,
      onMerged: (written, both) => this.form.take(mergeAnswers(written, this.form.answers.peek(), both)),
      onSaved: () => {
        idIsSaved(this.registration);
        this.context.onSaved();
      },
    };
  }

  private work(): Work {
    return {
      entry: () => entryOf(this.draft(), this.definition, this.answeredAt, this.companies.unanswered()),
      flush: () => this.saving.flush(),
      remember: ({ content: { answers } }) => {
        if (answers) this.remembering = noteSent(this.definition, answers, this.companies);
        return this.remembering;
      },
      onSent: async () => {
        await Promise.all([this.remembering, this.saving.abandon()]);
        if (!this.isLeft) this.context.onSent();
      },
      onReturned: ({ faults }) => {
        this.form.refuse(faults);
        if (!this.isLeft) this.context.onReturned();
      },
    };
  }

  /** Remembered answers may arrive late, or from another tab: they never replace what somebody has written. */
  private followMemory(): () => void {
    let before = memory.peek();
    return effect(() => {
      if (this.isChanged || memory.value === before) return;
      before = memory.value;
      this.form.take(presetsOf(before, this.definition));
    });
  }
}

/** The outbox entry: the answers to send, and the draft that they are made of. */
function entryOf(draft: Draft, definition: Definition, answeredAt: Date, lookUps: string[]): OutboxEntry {
  const { answers, updatedAt, title, returned, notCpr, revision: _revision, ...head } = draft;
  return {
    ...head,
    ...{ answeredAt: toTheSecond(answeredAt), queuedAt: updatedAt },
    content: { ...frozen(definition, answers, answeredAt, notCpr), lookUps },
    ...{ isOffered: false, tries: 0, retryAt: null, notBefore: null, obstacle: null, lease: null },
  };
}

/** Mended faults are not shown when the draft is opened again. */
function stillReturned(returned: Returned | undefined, form: Form): Returned | undefined {
  const isStill = ({ path, answer }: ReturnedFault) =>
    JSON.stringify(valueAt(form.answers.peek(), path) ?? null) === answer;
  return returned && { ...returned, faults: returned.faults.filter(isStill) };
}
