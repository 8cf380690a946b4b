/** A registration under way: the form, the draft that keeps it, and the sending of it. */
import type { Definition } from '../definition';
import { autosave, type Autosave } from '../drafts/autosave';
import { remove, type Draft } from '../drafts';
import { createCompanies, type Companies } from './companies';
import { titleOf } from './fields';
import type { Opened } from './opening';
import { createSender, type Sender } from './sending';
import { createForm, defaults, type Form } from './state';

export interface UnderWay {
  definition: Definition;
  form: Form;
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

export function begin({ definition, draft: kept }: Opened, { id, personKey, onSent, onRefused }: Whose): UnderWay {
  let state: Draft['state'] = kept?.state ?? 'draft';
  let isBegun = kept !== undefined;
  const form = createForm(definition, kept?.answers ?? defaults(definition), () => {
    isBegun = true;
    saving.changed();
    sender.changed();
  });
  const draft = (): Draft => ({
    ...{ id, app: definition.app, version: definition.version, personKey, state },
    title: titleOf(definition, form.answers.peek()),
    answers: form.answers.peek(),
    updatedAt: new Date().toISOString(),
  });
  const saving = autosave(draft, kept?.updatedAt);
  const discard = async () => {
    await saving.abandon();
    // Where nothing is kept there is nothing to remove.
    await remove(id).catch(() => undefined);
  };
  const sender = createSender({
    app: definition.app,
    id,
    content: () => ({ version: definition.version, answers: form.relevant.peek().answers }),
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
    definition,
    form,
    companies: createCompanies(form, isOnItsWay),
    saving,
    sender,
    draft,
    isBegun: () => isBegun,
    discard,
    stop,
  };
}
