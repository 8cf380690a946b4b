/** A walk: one phone, two people, a server, and what each step does to them. What must hold is held after every step. */
import type { Draft } from '../../src/drafts';
import { Browser } from './browser';
import type { Page } from './bundle';
import type { Keys } from './cipher';
import { giveBrowser } from './given';
import { isOwn, type Written } from './model';
import { randomOf } from './random';
import { definition } from './definition';
import { PEOPLE, WalkServer } from './server';
import { Tab, type OpenForm } from './tab';

/** Something that a person was promised does not hold. */
export class Broken extends Error {}

export class Walk {
  readonly browser: Browser;
  readonly server = new WalkServer(definition());
  readonly written = new Map<string, Written>();
  tabs: Tab[] = [];
  words = 0;

  constructor(
    seed: number,
    private readonly makePage: () => Page,
  ) {
    this.browser = new Browser(randomOf(seed));
  }

  begin(keys: Keys): void {
    keys.begin();
    this.browser.begin(() => giveBrowser(this.browser, this.server.fetch, keys));
  }

  /** The tabs that are not dead. */
  get alive(): Tab[] {
    return (this.tabs = this.tabs.filter(({ frame }) => !frame.isDead));
  }

  /** Those that are looked at. */
  get awake(): Tab[] {
    return this.alive.filter(({ frame }) => !frame.isFrozen);
  }

  wakeWorker(): void {
    const frame = this.browser.newFrame();
    this.browser.current.run(frame, () => {
      const end = () => this.browser.kill(frame);
      this.makePage().worker.drainInWorker().then(end, end);
    });
  }

  openTab(historyState: unknown = null): Tab {
    const tab = Tab.open(this.browser, this.makePage, historyState);
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
    if (this.browser.logged.length > 0) throw new Broken(`the console: ${this.browser.logged[0]}`);
    if (this.failures.length > 0) throw this.failures[0]!;
    this.holdDocuments();
    this.holdStore();
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
  private holdStore(): void {
    const [drafts, outbox] = this.browser.disk.keysOf(['drafts', 'outbox']) ?? [];
    for (const id of drafts ?? []) if (outbox!.has(id)) throw new Broken(`${id} is a draft and in the outbox`);
  }

  /** Signing out leaves nothing of the person. */
  holdWiped(key: string): void {
    const stores = ['drafts', 'outbox', 'attachments', 'keys'];
    const left = this.browser.disk.keysOf(stores)?.findIndex((keys) => [...keys].some((row) => row.startsWith(key)));
    if (left !== undefined && left >= 0) this.broken(`signed out, and something is left in ${stores[left]}`);
  }

  /** Nobody sees another's. */
  private holdSight(tab: Tab): void {
    const { person } = tab;
    if (person === null) return;
    for (const entry of tab.app.state.outbox.peek() ?? [])
      if (entry.personKey !== person || !isOwn(entry.content.draft, person)) throw new Broken("another's words sent");
    const { form } = tab;
    if (form?.session && !isOwn(form.session.draft().answers, form.owner))
      throw new Broken("another's words in a form");
    // What is sent or deleted here or in another tab is told of so, and nothing else is.
    const state = form?.session?.saving.kept.peek().state;
    if (form && (state === 'removed' || state === 'sent') && this.written.get(form.id)?.fate === 'draft')
      throw new Broken(`${form.id} is a draft, and the form says: ${state}`);
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

  /** What stands where, for whoever reads of a walk that failed. */
  line(): string {
    const [drafts, outbox] = this.browser.disk.keysOf(['drafts', 'outbox']) ?? [];
    const ids = (keys: Set<string> | undefined) =>
      keys ? [...keys].map((key) => key.slice(key.indexOf(' ') + 1)) : '?';
    const tabs = this.alive.map(({ form, frame }) => {
      const [kept, sending] = [form?.session?.saving.kept.peek().state, form?.session?.sender.now.peek().state];
      return `${form ? `${form.id} ${kept} ${sending}${form.isSent ? ' sent' : ''}` : 'no form'}${frame.isFrozen ? ' asleep' : ''}`;
    });
    const fates = [...this.written.values()].map(({ id, fate, isKept }) => `${id} ${fate}${isKept ? ' kept' : ''}`);
    const documents = this.server.documents.map(({ id }) => id);
    const where = { drafts: ids(drafts), outbox: ids(outbox), documents, tabs, fates, disk: this.browser.disk.mood };
    return JSON.stringify({ ...where, isOnline: this.browser.isOnline, faults: this.server.faults }).replaceAll(
      '"',
      '',
    );
  }

  /** What was in the way is over. */
  getWell(): void {
    this.browser.disk.become('good');
    this.browser.isOnline = true;
    Object.assign(this.server, { faults: [], isRegisterDown: false });
  }

  /** Everything is well again, and goes on until nothing is under way; then all must be as promised. Throws `Broken`. */
  async calmDown(): Promise<void> {
    this.getWell();
    for (const { frame } of this.alive) this.browser.wake(frame);
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
    let tab = this.openTab();
    await this.browser.pass(2_000);
    if (tab.app.session.session.peek().state !== 'signed-in') {
      this.browser.kill(tab.frame);
      this.server.person = PEOPLE.find((person) => person.key === key)!;
      localStorage.setItem('feltskema.sign-in', String(Date.now()));
      tab = this.openTab();
      await this.browser.pass(2_000);
    }
    const { state } = tab.app.session.session.peek();
    if (state !== 'signed-in' || tab.person !== key) throw new Broken(`${key} cannot sign in: ${state}`);
    for (let round = 0; round < 5; round += 1) {
      tab.as(() => void tab.app.drain.wakeOutbox({ isForced: true }));
      // A pass with photos is a hundred steps, none of which takes the store seconds now.
      await this.browser.turns(200);
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
      const faultOfDraft = draft && (this.faultOfReturn(written, draft) ?? written.faultOf(draft.answers));
      const fault = faultAtEnd(written, draft, isSent) ?? faultOfDraft;
      if (fault) throw new Broken(`in the end, ${written.id} (${written.fate}): ${fault}`);
      if (draft && written.fate !== 'wiped') await this.holdPhotosOf(tab, written, draft.answers);
    }
  }

  /** It came back with a reason: the server's own, a photo that the phone has lost, or that it was received with other content. */
  private faultOfReturn({ id, photos, isForgotten }: Written, { returned }: Draft): string | undefined {
    const isLost = [...photos.values()].some((photo) => photo.isLost);
    if (!returned || isForgotten || isLost || this.server.refused.has(id)) return undefined;
    return `it came back for nothing: ${JSON.stringify(returned)}`;
  }

  private async holdPhotosOf(tab: Tab, { id, photos }: Written, answers: object): Promise<void> {
    for (const { id: photo } of (answers as { billeder?: { id: string }[] }).billeder ?? []) {
      if (photos.get(photo)?.isLost) continue;
      const kept = await tab.app.photos.keptAttachment(id, photo);
      const text = kept && new TextDecoder().decode(kept.content);
      if (text !== photos.get(photo)?.text) throw new Broken(`${id}: the photo ${photos.get(photo)?.text} is ${text}`);
    }
  }
}

function faultAtEnd(
  { fate, isKept, isForgotten }: Written,
  draft: Draft | undefined,
  isSent: boolean,
): string | undefined {
  if (draft && isSent && !draft.returned && !isForgotten) return 'sent, and a draft still';
  if (fate === 'wiped' || fate === 'discarded') return draft ? 'it is here again' : undefined;
  if (fate === 'sent' && !isSent && !draft?.returned) return draft ? 'it came back with no reason' : 'it is nowhere';
  if (!draft && !isSent && isKept) return 'it is nowhere';
  return undefined;
}
