/** A registration under way: the form, the draft that keeps it, and the sending of it. */
import { computed, effect, type ReadonlySignal } from '@preact/signals';
import { timeNow } from '../clock';
import type { Definition } from '../definition';
import { autosave, type Autosave } from '../drafts/autosave';
import { remove, type Draft } from '../drafts';
import { merged } from '../drafts/merge';
import { createCompanies, type Companies } from './companies';
import { titleOf } from './fields';
import type { Opened } from './load-draft';
import { lastAtUnit, presetsOf, type UnitAnswers } from '../memory/memory';
import { memory } from '../memory/store';
import { noteSent } from './note-sent';
import type { OutboxEntry, Returned, ReturnedFault } from '../outbox/entry';
import { frozen } from '../outbox/frozen';
import { idIsKept } from './own-id';
import { createSender, type Sender } from './sending';
import { createForm, type Form } from './state';
import { toTheSecond } from './engine/evaluation-context';
import { valueAt } from './engine/json-pointer';

export interface FormSession {
  /** The registration's id, which its attachments are kept under. */
  registration: string;
  definition: Definition;
  form: Form;
  /** Whether the answers can be sent, as given now; their faults are shown. */
  check(): boolean;
  /** The draft stays on its version, whatever there is up to this one. */
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

interface Whose {
  id: string;
  personKey: string;
  /** It is in the outbox, or received. */
  onSent: () => void;
  /** It is on the phone's disk, for other tabs to read. */
  onKept: () => void;
  /** The server did not take what was just sent; its faults are shown already. */
  onReturned: () => void;
}

export function begin(
  { definition, draft: kept }: Opened,
  { id, personKey, onSent, onKept, onReturned }: Whose,
): FormSession {
  let isBegun = kept !== undefined;
  // The person has gone to another page: nothing moves them from there.
  let isLeft = false;
  let answeredAt = timeNow();
  let stayedBefore = kept?.stayedBefore;
  let remembered = memory.peek();
  const change = () => {
    isBegun = true;
    saving.changed();
    sender.changed();
  };
  const form = createForm(definition, kept?.answers ?? presetsOf(remembered, definition), change, kept?.notCpr);
  const check = () => {
    answeredAt = new Date(toTheSecond(timeNow()));
    return form.check(answeredAt);
  };
  const draft = (): Draft => {
    const returned = stillReturned(sender.returned(), form);
    return {
      ...{ id, app: definition.app, version: definition.version, personKey },
      ...(stayedBefore === undefined ? {} : { stayedBefore }),
      ...(returned ? { returned } : {}),
      ...(kept?.corrects === undefined ? {} : { corrects: kept.corrects }),
      ...(form.notCpr.digits.peek().size > 0 ? { notCpr: [...form.notCpr.digits.peek()] } : {}),
      title: titleOf(definition, form.relevant.peek().answers),
      answers: form.answers.peek(),
      updatedAt: timeNow().toISOString(),
      ...(saving.revision() === undefined ? {} : { revision: saving.revision()! }),
    };
  };
  const stay = (version: number) => {
    stayedBefore = version;
    saving.changed();
  };
  const saving = autosave(draft, {
    opened: kept,
    onMerged: (written, both) => form.take(merged(written, form.answers.peek(), both)),
    onKept: () => {
      idIsKept(id);
      onKept();
    },
  });
  const discard = async () => {
    await saving.abandon();
    // Where nothing is kept there is nothing to remove.
    await remove(id).catch(() => undefined);
  };
  let remembering = Promise.resolve();
  const work = {
    entry: () => entryOf(draft(), definition, answeredAt, companies.unanswered()),
    flush: () => saving.flush(),
    remember: ({ content: { answers } }: OutboxEntry) =>
      answers ? (remembering = noteSent(definition, answers, companies)) : remembering,
    onSent: async () => {
      await Promise.all([remembering, saving.abandon()]);
      if (!isLeft) onSent();
    },
    onReturned: (returned: Returned) => {
      form.refuse(returned.faults);
      if (!isLeft) onReturned();
    },
  };
  const sender = createSender(work, kept?.returned);
  const companies = createCompanies(form, () => sender.now.peek().state === 'sending');
  if (kept?.returned) form.refuse(kept.returned.faults);
  const isBegunNow = () => isBegun;
  // What is remembered may come late, or of another tab: it is not put over what somebody has written.
  const stopFollowing = effect(() => {
    if (isBegun || memory.value === remembered) return;
    remembered = memory.value;
    form.take(presetsOf(remembered, definition));
  });
  const stop = () => {
    isLeft = true;
    stopFollowing();
    saving.stop();
    form.stop();
  };
  return {
    registration: id,
    definition,
    form,
    check,
    stay,
    companies,
    lastAtUnit: computed(() => lastAtUnit(memory.value, definition, form.answers.value)),
    saving,
    sender,
    draft,
    isBegun: isBegunNow,
    discard,
    stop,
  };
}

/** What the outbox gets: the answers as they are sent, and the draft they are made of. */
function entryOf(draft: Draft, definition: Definition, answeredAt: Date, lookUps: string[]): OutboxEntry {
  const { answers, updatedAt, title, returned, notCpr, revision: _revision, ...head } = draft;
  return {
    ...head,
    ...{ answeredAt: toTheSecond(answeredAt), queuedAt: updatedAt },
    content: { ...frozen(definition, answers, answeredAt, notCpr), lookUps },
    ...{ isOffered: false, tries: 0, retryAt: null, notBefore: null, obstacle: null, lease: null },
  };
}

/** The faults that are mended are not told of again when the draft is opened the next time. */
function stillReturned(returned: Returned | undefined, form: Form): Returned | undefined {
  const isStill = ({ path, answer }: ReturnedFault) =>
    JSON.stringify(valueAt(form.answers.peek(), path) ?? null) === answer;
  return returned && { ...returned, faults: returned.faults.filter(isStill) };
}
