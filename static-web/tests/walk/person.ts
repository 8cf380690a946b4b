/** The steps that a person takes. A step that is not possible now does nothing. */
import { COMPANIES } from '../fake-register';
import { Written, type Field } from './model';
import { pick } from './random';
import { PEOPLE } from './server';
import { somebody, type Step } from './step';
import type { OpenForm, Tab } from './tab';
import type { Walk } from './walk';

/** An open form that can be edited. Where there is none, opens a page that may lead to one, for a later step. */
function writable(walk: Walk, random: () => number): { tab: Tab; form: OpenForm } | undefined {
  const tab = pick(
    walk.awake.filter(({ form }) => form?.isWritable),
    random,
  );
  if (tab?.form) return { tab, form: tab.form };
  const idle = walk.awake.find(({ person, form }) => person !== null && !form?.session);
  if (idle) void (random() < 0.5 ? begin : open)(walk, random);
  return undefined;
}

/** Edits the form, and records when the form shows the change as saved. */
function change(walk: Walk, { tab, form }: { tab: Tab; form: OpenForm }, edit: () => void): void {
  tab.as(() => {
    edit();
    const session = form.session!;
    const answers = session.form.answers.peek();
    const written = walk.written.get(form.id)!;
    void session.saving.flush().then(() => {
      const isSaid = session.saving.state.peek().state === 'kept' && !tab.frame.isDead;
      if (isSaid && written.fate === 'draft') written.markSaved(form, answers);
    });
  });
}

export function type(field: Field): Step {
  return (walk, random) => {
    const target = writable(walk, random);
    if (!target) return;
    const { form } = target;
    const written = walk.written.get(form.id)!;
    const value = random() < 0.1 ? undefined : `${form.owner} ${(walk.words += 1)}`;
    written.write(field, value, form);
    change(walk, target, () => form.session!.form.set(`/${field}`, value));
  };
}

export const company: Step = (walk, random) => {
  const target = writable(walk, random);
  if (!target) return;
  const { form } = target;
  const { cvr } = pick(COMPANIES, random)!;
  walk.written.get(form.id)!.write('cvr', cvr, form);
  change(walk, target, () => {
    const { definition, companies } = form.session!;
    const fields = definition.sections[0]!.fields;
    companies.entered('/cvr', fields[0] as never, fields, cvr);
  });
};

export const attach: Step = (walk, random) => {
  const target = writable(walk, random);
  if (!target) return;
  const { tab, form } = target;
  const [session, text] = [form.session!, `${form.owner} photo ${(walk.words += 1)}`];
  const id = `photo-${walk.words}`;
  const content = new TextEncoder().encode(text).buffer as ArrayBuffer;
  tab.as(() => {
    void tab.app.photos.saveAttachment(form.id, id, { content, type: 'image/jpeg', thumbnail: '' }).then(
      () => {
        if (tab.frame.isDead || !form.isWritable || form.session !== session) return;
        walk.written.get(form.id)!.photos.set(id, { text, isSaved: false, isRemoved: false });
        const there = (session.form.answers.peek()['billeder'] ?? []) as object[];
        const photo = { id, name: `${id}.jpg`, type: 'image/jpeg', size: 1, sha256: '' };
        change(walk, target, () => session.form.set('/billeder', [...there, photo] as never));
      },
      () => undefined,
    );
  });
};

export const detach: Step = (walk, random) => {
  const target = writable(walk, random);
  if (!target) return;
  const { tab, form } = target;
  const there = (form.session!.form.answers.peek()['billeder'] ?? []) as unknown as { id: string }[];
  const removed = pick(there, random);
  if (!removed) return;
  walk.written.get(form.id)!.photos.get(removed.id)!.isRemoved = true;
  const remaining = there.filter(({ id }) => id !== removed.id);
  change(walk, target, () =>
    form.session!.form.set('/billeder', (remaining.length > 0 ? remaining : undefined) as never),
  );
  tab.as(() => void tab.app.photos.removeAttachment(form.id, removed.id).catch(() => undefined));
};

export const begin: Step = (walk, random) => {
  const tab = somebody(walk, random);
  if (!tab || tab.person === null) return;
  const id = `id-${String(walk.written.size).padStart(4, '0')}`;
  walk.written.set(id, new Written(id, tab.person));
  tab.write(id, true);
};

/** Opens a draft from the list, or by an address in the history, which may be another person's. */
export const open: Step = (walk, random) => {
  const tab = somebody(walk, random);
  if (!tab || tab.person === null) return;
  const readable = [...walk.written.values()].filter(
    ({ owner, isSaved }) => isSaved && (owner === tab.person || random() < 0.1),
  );
  const written = pick(readable, random);
  if (written) tab.write(written.id, false);
};

export const leave: Step = (walk, random) => somebody(walk, random)?.leave();

export const send: Step = (walk, random) => {
  const target = writable(walk, random);
  if (!target) return;
  const { tab, form } = target;
  const [session, written] = [form.session!, walk.written.get(form.id)!];
  tab.as(() => {
    session.check();
    written.fate = 'asked';
    void session.sender.send().then(() => {
      if (tab.frame.isDead) return;
      if (form.isSent) written.fate = session.sender.returned() ? 'asked' : 'sent';
    });
  });
};

/** Sends a form whose tab dies while it sends. */
export const sendAndDie: Step = (walk, random) => {
  const target = writable(walk, random);
  if (!target) return;
  target.tab.frame.diesIn = 1 + Math.floor(random() * 16);
  const { form } = target;
  walk.written.get(form.id)!.fate = 'asked';
  target.tab.as(() => void form.session!.sender.send());
};

export const takeBack: Step = (walk, random) => {
  const tab = somebody(walk, random);
  const entry = tab && pick(tab.app.state.outbox.peek() ?? [], random);
  if (!tab || !entry || tab.person !== entry.personKey) return;
  tab.as(
    () =>
      void tab.app.store.takeBack(entry).then(
        (became) => {
          const written = walk.written.get(entry.id)!;
          // The server may have received it, and answers so when it is sent again.
          if (became === 'taken' && entry.isOffered) written.isForgotten = true;
          if (became === 'taken' && written.fate !== 'wiped') written.fate = 'asked';
        },
        () => undefined,
      ),
  );
};

export const discard: Step = (walk, random) => {
  const writing = writable(walk, random);
  if (!writing || walk.alive.some((tab) => tab !== writing.tab && tab.form?.id === writing.form.id)) return;
  const { tab, form } = writing;
  if (walk.browser.disk.mood !== 'good') return;
  const written = walk.written.get(form.id)!;
  tab.as(
    () =>
      void form.session!.discard().then(() => {
        if (!tab.frame.isDead && walk.browser.disk.mood === 'good') written.fate = 'discarded';
        if (tab.form === form) tab.leave();
      }),
  );
  written.isSaved = false;
};

export const takeOver: Step = (walk, random) => {
  const tab = pick(
    walk.awake.filter(({ form }) => form?.desk.writer.isWriting.peek() === false),
    random,
  );
  tab?.as(() => void tab.form!.desk.writer.takeOver());
};

/** Signs in with MitID, as one of the persons. */
export const signIn: Step = async (walk, random) => {
  const tab = somebody(walk, random);
  if (!tab || !walk.browser.isOnline || tab.app.session.session.peek().state === 'signed-in') return;
  tab.as(() => tab.app.session.signIn('/'));
  await walk.browser.turns(20);
  if (localStorage.getItem('feltskema.sign-in') === null) return;
  walk.server.person = random() < 0.7 ? (walk.server.person ?? PEOPLE[0]!) : pick(PEOPLE, random)!;
  walk.browser.kill(tab.frame);
  walk.openTab();
};

export const signOut: Step = (walk, random) => {
  const tab = somebody(walk, random);
  const key = tab?.person ?? null;
  if (!tab || key === null) return;
  // The person has agreed that the phone deletes it all. A deletion that fails is completed later, unless they have signed in again.
  const registrations = [...walk.written.values()].filter(({ owner }) => owner === key);
  for (const written of registrations)
    Object.assign(written, { isSaved: false, fate: written.fate === 'discarded' ? written.fate : 'asked' });
  tab.as(
    () =>
      void tab.app.signing.signOut().then(() => {
        const isOwed = localStorage.getItem('feltskema.wipe') !== null;
        // A frozen tab does not know of the sign-out yet, and saves its form when it wakes.
        const isOpenElsewhere = walk.alive.some(({ form, frame }) => frame.isFrozen && form?.owner === key);
        if (isOwed || isOpenElsewhere || tab.frame.isDead) return;
        walk.holdWiped(key);
        for (const written of registrations) written.fate = 'wiped';
      }),
  );
};
