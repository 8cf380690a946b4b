/** A registration in progress: the form, its draft, and its sending. */
import { computed, effect, type ReadonlySignal } from '@preact/signals';
import { timeNow } from '../clock';
import type { Definition } from '../definition';
import { autosave, type Autosave, type AutosaveOptions } from '../drafts/autosave';
import { deleteDraft, type Draft } from '../drafts';
import { mergeAnswers } from '../drafts/merge';
import { createCompanies, type Companies } from './companies';
import { countEffort, type EffortCounter } from './effort';
import { titleOf } from './fields';
import { markedFromLast } from './from-last';
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
  /** Records that the person keeps the draft on its version although there are newer ones, up to `version`. */
  stay(version: number): void;
  companies: Companies;
  /** The answers of the last visit to the chosen production unit. */
  lastAtUnit: ReadonlySignal<UnitAnswers | undefined>;
  saving: Autosave;
  sender: Sender;
  /** The draft as it is now. */
  draft(): Draft;
  /** Whether the person has written anything. */
  isBegun(): boolean;
  discard(): Promise<void>;
  stop(): void;
}

interface SessionContext {
  id: string;
  personKey: string;
  /** Called when the registration is in the outbox, or received. */
  onSent: () => void;
  /** Called when the draft is saved, so that other tabs can load it. */
  onSaved: () => void;
  /** Called when the server has refused the registration just sent; the form shows its faults already. */
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
  /** Counts taps and time, where the definition says so. */
  private readonly effort: EffortCounter | undefined;
  private readonly stopFollowing: () => void;
  private isChanged: boolean;
  /** Whether the person has gone to another page: then sending must not navigate. */
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
    const presets = markedFromLast(presetsOf(memory.peek(), definition));
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
      id: this.registration,
      app: definition.app,
      version: definition.version,
      personKey: this.context.personKey,
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
    // Where the browser stores nothing, there is no draft to delete.
    await deleteDraft(this.registration).catch(() => undefined);
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
      onMerged: (written, both) => this.form.replaceAnswers(mergeAnswers(written, this.form.answers.peek(), both)),
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

  /** Suggests remembered answers when they arrive. They may come late, or from another tab, and never replace an answer. */
  private followMemory(): () => void {
    let before = memory.peek();
    return effect(() => {
      if (this.isChanged || memory.value === before) return;
      before = memory.value;
      this.form.replaceAnswers(markedFromLast(presetsOf(before, this.definition)));
    });
  }
}

/** Makes the outbox entry from the draft. */
function entryOf(draft: Draft, definition: Definition, answeredAt: Date, lookUps: string[]): OutboxEntry {
  const { answers, updatedAt, title, returned, notCpr, revision: _revision, ...head } = draft;
  return {
    ...head,
    answeredAt: toTheSecond(answeredAt),
    queuedAt: updatedAt,
    content: { ...frozen(definition, answers, answeredAt, notCpr), lookUps },
    isOffered: false,
    tries: 0,
    retryAt: null,
    notBefore: null,
    obstacle: null,
    lease: null,
  };
}

/** The server's faults that still apply, so that corrected ones are not shown when the draft is opened again. */
function stillReturned(returned: Returned | undefined, form: Form): Returned | undefined {
  const isStill = ({ path, answer }: ReturnedFault) =>
    JSON.stringify(valueAt(form.answers.peek(), path) ?? null) === answer;
  return returned && { ...returned, faults: returned.faults.filter(isStill) };
}
