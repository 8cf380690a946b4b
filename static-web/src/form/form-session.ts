/** A registration under way: the form, the draft that keeps it, and the sending of it. */
import type { Definition } from '../definition';
import { sendAgain, sendAttachments } from '../attachments/send';
import { autosave, type Autosave } from '../drafts/autosave';
import { remove, type Draft } from '../drafts';
import { createCompanies, type Companies } from './companies';
import { titleOf } from './fields';
import type { Opened } from './load-draft';
import { createSender, type Sender } from './sending';
import { createForm, type Form } from './state';
import { toTheSecond } from './engine/evaluation-context';

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
  onSent: () => void;
  /** The server found faults; they are shown already. */
  onRefused: () => void;
}

export function begin({ definition, draft: kept }: Opened, { id, personKey, onSent, onRefused }: Whose): FormSession {
  let state: 'draft' | 'sending' = kept?.state ?? 'draft';
  let isBegun = kept !== undefined;
  // Of what is on its way: the server judges each try by the same moment.
  let answeredAt = kept?.answeredAt;
  let stayedBefore = kept?.stayedBefore;
  const sentAt = state === 'sending' && answeredAt ? new Date(answeredAt) : undefined;
  const change = () => {
    isBegun = true;
    saving.changed();
    sender.changed();
  };
  const form = createForm(definition, kept?.answers ?? {}, change, sentAt);
  const check = () => {
    // What is on its way already was answered then, however often it is tried.
    if (state !== 'sending' || answeredAt === undefined) answeredAt = toTheSecond(new Date());
    return form.check(new Date(answeredAt));
  };
  const draft = (): Draft => ({
    ...{ id, app: definition.app, version: definition.version, personKey, state },
    ...(state === 'sending' && answeredAt ? { answeredAt } : {}),
    ...(stayedBefore === undefined ? {} : { stayedBefore }),
    title: titleOf(definition, form.answers.peek()),
    answers: form.answers.peek(),
    updatedAt: new Date().toISOString(),
  });
  const stay = (version: number) => {
    stayedBefore = version;
    saving.changed();
  };
  const saving = autosave(draft, kept?.updatedAt);
  const discard = async () => {
    await saving.abandon();
    // Where nothing is kept there is nothing to remove.
    await remove(id).catch(() => undefined);
  };
  const sender = createSender({
    app: definition.app,
    id,
    before: (tell) => sendAttachments(id, definition, form.relevant.peek().answers, tell),
    content: () => ({
      version: definition.version,
      answers: form.relevant.peek().answers,
      ...(answeredAt ? { answeredAt } : {}),
    }),
    mark: (next) => {
      state = next;
      saving.changed();
      return saving.flush();
    },
    onSent: async () => {
      await discard();
      onSent();
    },
    onFaults: (problems) => {
      if (problems.some(({ code }) => code === 'not-uploaded'))
        void sendAgain(id, definition, form.relevant.peek().answers);
      form.refuse(problems);
      onRefused();
    },
  });
  const isOnItsWay = () => state === 'sending';
  const stop = () => {
    sender.stop();
    saving.stop();
  };
  return {
    registration: id,
    definition,
    form,
    check,
    stay,
    companies: createCompanies(form, isOnItsWay),
    saving,
    sender,
    draft,
    isBegun: () => isBegun,
    discard,
    stop,
  };
}
