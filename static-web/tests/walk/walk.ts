/** A walk: one phone, two people, a server, and what each step does to them. What must hold is held after every step. */
import { openDB } from 'idb';
import visits from '../virksomhedsbesoeg.json';
import type { Definition, FieldDef } from '../../src/definition';
import type { Draft } from '../../src/drafts';
import { Browser } from './browser';
import { giveBrowser } from './given';
import { isOwn, type Written } from './model';
import { randomOf } from './random';
import { PEOPLE, WalkServer } from './server';
import { Tab, type OpenForm } from './tab';

/** Something that a person was promised does not hold. */
export class Broken extends Error {}

export class Walk {
  readonly browser = new Browser();
  readonly server = new WalkServer(definition());
  readonly written = new Map<string, Written>();
  tabs: Tab[] = [];
  words = 0;

  begin(seed: number): void {
    this.browser.begin((encrypts) => giveBrowser(this.browser, this.server.fetch, randomOf(seed), encrypts));
  }

  /** The tabs that are not dead. */
  get alive(): Tab[] {
    return (this.tabs = this.tabs.filter(({ frame }) => !frame.isDead));
  }

  async openTab(historyState: unknown = null): Promise<Tab> {
    const tab = await Tab.open(this.browser, historyState);
    tab.onOpened = (form) => this.readAgain(form);
    this.tabs.push(tab);
    return tab;
  }

  /** What a form shows when it is read is what the phone has kept. */
  private readAgain(form: OpenForm): void {
    const written = this.written.get(form.id);
    if (!written) return;
    if (written.owner !== form.owner) throw this.broken(`${form.id} of another is open`);
    const answers = form.session!.draft().answers;
    if (!isOwn(answers, form.owner)) throw this.broken(`${form.id}: another's words`);
    const isAlone = this.alive.every((tab) => tab.form === form || tab.form?.id !== form.id);
    const fault = written.isKept ? written.faultOf(answers) : undefined;
    if (fault) throw this.broken(`opened again, ${form.id}: ${fault}`);
    if (isAlone && written.isKept && written.fate === 'draft') written.readAgain(answers, form);
  }

  broken(what: string): Broken {
    const broken = new Broken(what);
    this.failures.push(broken);
    return broken;
  }

  readonly failures: Broken[] = [];

  /** Throws `Broken`. */
  async hold(): Promise<void> {
    await this.browser.turns(1);
    if (this.browser.delivered.length > 0) throw new Broken(`the console: ${this.browser.delivered[0]}`);
    if (this.failures.length > 0) throw this.failures[0]!;
    this.holdDocuments();
    await this.holdStore();
    for (const tab of this.alive) this.holdSight(tab);
  }

  private holdDocuments(): void {
    for (const { id, owner, answers } of this.server.documents) {
      const written = this.written.get(id);
      if (!written) throw new Broken(`a document that nobody wrote: ${id}`);
      if (written.owner !== owner || !isOwn(answers, owner)) throw new Broken(`${id} is in Fasit as another's`);
      if (written.fate === 'draft') throw new Broken(`${id} is in Fasit, and nobody sent it`);
      const fault = written.faultOf(answers) ?? this.faultOfPhotos(id, written);
      if (fault) throw new Broken(`in Fasit, ${id}: ${fault}`);
    }
  }

  private faultOfPhotos(id: string, { photos }: Written): string | undefined {
    for (const [photo, { text }] of photos) {
      const file = this.server.files.get(`${id} ${photo}`);
      if (file && file.text !== text) return `the photo "${text}" is "${file.text}"`;
    }
    return undefined;
  }

  /** Each registration is in one place of the phone's store. */
  private async holdStore(): Promise<void> {
    const { drafts, outbox } = await keysOnDisk();
    for (const id of drafts) if (outbox.has(id)) throw new Broken(`${id} is a draft and in the outbox`);
  }

  /** Nobody sees another's. */
  private holdSight(tab: Tab): void {
    const { person } = tab;
    if (person === null) return;
    for (const entry of tab.app.state.outbox.peek() ?? [])
      if (entry.personKey === person && !isOwn(entry.content.draft, person)) throw new Broken("another's words sent");
    if (tab.form?.session && !isOwn(tab.form.session.draft().answers, tab.form.owner))
      throw new Broken("another's words in a form");
  }

  /** What came of the walk, so that one that does nothing is seen. */
  tally(): Record<string, number> {
    const tally: Record<string, number> = { documents: this.server.documents.length, photos: this.server.files.size };
    for (const { fate, isKept } of this.written.values()) {
      const name = isKept ? fate : `${fate}, never kept`;
      tally[name] = (tally[name] ?? 0) + 1;
    }
    return tally;
  }

  /** Everything is well again, and goes on until nothing is under way; then all must be as promised. Throws `Broken`. */
  async calmDown(): Promise<void> {
    Object.assign(this.browser, { disk: 'good', isOnline: true });
    Object.assign(this.server, { faults: [], isRegisterDown: false });
    await this.browser.pass(20_000);
    for (const tab of this.alive) tab.leave();
    await this.browser.pass(10_000);
    for (const tab of this.alive) this.browser.kill(tab.frame);
    for (const person of PEOPLE) await this.holdAllOf(person.key);
    await this.hold();
  }

  private async holdAllOf(key: string): Promise<void> {
    this.server.person = PEOPLE.find((person) => person.key === key)!;
    // A sign-out that the server has not heard of is told first; then the person signs in.
    localStorage.setItem('feltskema.sign-in', String(Date.now()));
    let tab = await this.openTab();
    await this.browser.pass(2_000);
    if (tab.app.session.session.peek().state !== 'signed-in') {
      this.browser.kill(tab.frame);
      this.server.person = PEOPLE.find((person) => person.key === key)!;
      localStorage.setItem('feltskema.sign-in', String(Date.now()));
      tab = await this.openTab();
      await this.browser.pass(2_000);
    }
    const { state } = tab.app.session.session.peek();
    if (state !== 'signed-in' || tab.person !== key) throw new Broken(`${key} cannot sign in: ${state}`);
    for (let round = 0; round < 5; round += 1) {
      tab.as(() => void tab.app.drain.wakeOutbox({ isForced: true }));
      await this.browser.pass(310_000);
    }
    let isDone = false;
    const ending = tab.as(() => this.holdEnd(tab, key)).finally(() => (isDone = true));
    ending.catch(() => undefined);
    // The store's own deadlines pass only while the clock does.
    for (let wait = 0; wait < 20 && !isDone; wait += 1) await this.browser.pass(5_000, 1);
    if (!isDone) throw new Broken('the store does not answer');
    await ending;
    await this.browser.turns(5);
    this.browser.kill(tab.frame);
  }

  private async holdEnd(tab: Tab, key: string): Promise<void> {
    const { drafts, locked } = await tab.app.drafts.everyDraft();
    if (locked.length > 0) throw new Broken(`a draft that cannot be read: ${JSON.stringify(locked)}`);
    const waiting = await tab.app.store.entriesOf(key);
    if (waiting.length > 0) throw new Broken(`never sent: ${JSON.stringify(waiting[0])}`);
    const kept = new Map(drafts.map((draft) => [draft.id, draft]));
    for (const written of this.written.values()) {
      if (written.owner !== key) continue;
      const [draft, isSent] = [kept.get(written.id), this.server.documents.some(({ id }) => id === written.id)];
      const fault = faultAtEnd(written, draft, isSent) ?? (draft && written.faultOf(draft.answers));
      if (fault) throw new Broken(`in the end, ${written.id} (${written.fate}): ${fault}`);
      if (draft && written.fate !== 'wiped') await this.holdPhotosOf(tab, written, draft.answers);
    }
  }

  private async holdPhotosOf(tab: Tab, { id, photos }: Written, answers: object): Promise<void> {
    for (const { id: photo } of (answers as { billeder?: { id: string }[] }).billeder ?? []) {
      const kept = await tab.app.photos.keptAttachment(id, photo);
      const text = kept && new TextDecoder().decode(kept.content);
      if (text !== photos.get(photo)?.text) throw new Broken(`${id}: the photo ${photos.get(photo)?.text} is ${text}`);
    }
  }
}

function faultAtEnd({ fate, isKept }: Written, draft: Draft | undefined, isSent: boolean): string | undefined {
  if (draft && isSent && !draft.returned) return 'sent, and a draft still';
  if (fate === 'wiped' || fate === 'discarded') return draft ? 'it is here again' : undefined;
  if (fate === 'sent' && !isSent && !draft?.returned) return draft ? 'it came back with no reason' : 'it is nowhere';
  if (!draft && !isSent && isKept) return 'it is nowhere';
  return undefined;
}

async function keysOnDisk(): Promise<{ drafts: Set<string>; outbox: Set<string> }> {
  const databases = await indexedDB.databases();
  if (!databases.some(({ name }) => name === 'feltskema')) return { drafts: new Set(), outbox: new Set() };
  const database = await openDB('feltskema');
  try {
    const transaction = database.transaction(['drafts', 'outbox']);
    const keys = async (name: string) =>
      new Set((await transaction.objectStore(name).getAllKeys()).map((key) => (key as string[]).join(' ')));
    const [drafts, outbox] = await Promise.all([keys('drafts'), keys('outbox')]);
    return { drafts, outbox };
  } finally {
    database.close();
  }
}

const both = (text: string) => ({ da: text, en: text });

/** What a company's visit needs least: its number and what follows of it, two texts, and photos. */
function definition(): Definition {
  const whole = visits as unknown as Definition;
  const fields = whole.sections.flatMap((section) => section.fields);
  const note = fields.find(({ id }) => id === 'notat')!;
  const photos = {
    ...{ id: 'billeder', label: both('Billeder'), help: null, control: 'photo', required: false, visible: true },
    ...{ minItems: 0, maxItems: 9, maxBytes: 1000, types: ['image/jpeg'], default: null },
  } as unknown as FieldDef;
  const company = fields.filter(({ id }) => ['cvr', 'navn', 'pnummer'].includes(id));
  const section = { id: 'alt', title: both('Alt'), help: null, visible: true } as const;
  return {
    ...whole,
    rules: [],
    sections: [{ ...section, fields: [...company, note, { ...note, id: 'emne' }, photos] as FieldDef[] }],
  } as Definition;
}
