/** A walk: a phone, two persons and a server, with checks after each step. */
import { Browser } from './browser';
import type { Page } from './bundle';
import type { Keys } from './cipher';
import { giveBrowser } from './given';
import { isOwn, type Written } from './model';
import { randomOf } from './random';
import { definition } from './definition';
import { WalkServer } from './server';
import { Tab, type OpenForm } from './tab';

/** The product has broken a promise to a person. */
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

  /** The tabs that have not been killed. */
  get alive(): Tab[] {
    return (this.tabs = this.tabs.filter(({ frame }) => !frame.isDead));
  }

  /** The tabs that are visible. */
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

  /** Checks that a loaded form shows the answers that the phone has saved. */
  private readAgain(form: OpenForm): void {
    const written = this.written.get(form.id);
    if (!written) return;
    if (written.owner !== form.owner) throw this.broken(`${form.id} of another is open`);
    const answers = form.session!.draft().answers;
    if (!isOwn(answers, form.owner)) throw this.broken(`${form.id}: another's words`);
    const isAlone = this.alive.every((tab) => tab.form === form || tab.form?.id !== form.id);
    const fault = written.isSaved ? written.faultOf(answers) : undefined;
    if (fault) throw this.broken(`opened again, ${form.id}: ${fault}`);
    if (isAlone && written.isSaved && written.fate === 'draft') written.readAgain(answers, form);
  }

  broken(description: string): Broken {
    const broken = new Broken(description);
    this.failures.push(broken);
    return broken;
  }

  readonly failures: Broken[] = [];

  /** Checks all promises. Throws `Broken`. */
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

  /** Checks that each registration is in only one place of the phone's store. */
  private holdStore(): void {
    const [drafts, outbox] = this.browser.disk.keysOf(['drafts', 'outbox']) ?? [];
    for (const id of drafts ?? []) if (outbox!.has(id)) throw new Broken(`${id} is a draft and in the outbox`);
  }

  /** Checks that signing out has left no data of the person. */
  holdWiped(key: string): void {
    const stores = ['drafts', 'outbox', 'attachments', 'keys'];
    const remaining = this.browser.disk
      .keysOf(stores)
      ?.findIndex((keys) => [...keys].some((row) => row.startsWith(key)));
    if (remaining !== undefined && remaining >= 0)
      this.broken(`signed out, and something is left in ${stores[remaining]}`);
  }

  /** Checks that the tab shows no data of another person. */
  private holdSight(tab: Tab): void {
    const { person } = tab;
    if (person === null) return;
    for (const entry of tab.app.state.outbox.peek() ?? [])
      if (entry.personKey !== person || !isOwn(entry.content.draft, person)) throw new Broken("another's words sent");
    const { form } = tab;
    if (form?.session && !isOwn(form.session.draft().answers, form.owner))
      throw new Broken("another's words in a form");
    // A form shows that its draft is sent or removed only if that has happened, here or in another tab.
    const state = form?.session?.saving.state.peek().state;
    if (form && (state === 'removed' || state === 'sent') && this.written.get(form.id)?.fate === 'draft')
      throw new Broken(`${form.id} is a draft, and the form says: ${state}`);
  }

  /** The outcomes of the walk, to notice one in which nothing happens. */
  tally(): Record<string, number> {
    const tally: Record<string, number> = { documents: this.server.documents.length, photos: this.server.files.size };
    for (const { fate, isSaved } of this.written.values()) {
      const name = isSaved ? fate : `${fate}, never kept`;
      tally[name] = (tally[name] ?? 0) + 1;
    }
    return tally;
  }

  /** The state as a line of text, for the report of a failure. */
  line(): string {
    const [drafts, outbox] = this.browser.disk.keysOf(['drafts', 'outbox']) ?? [];
    const ids = (keys: Set<string> | undefined) =>
      keys ? [...keys].map((key) => key.slice(key.indexOf(' ') + 1)) : '?';
    const tabs = this.alive.map(({ form, frame }) => {
      const [saving, sending] = [form?.session?.saving.state.peek().state, form?.session?.sender.now.peek().state];
      return `${form ? `${form.id} ${saving} ${sending}${form.isSent ? ' sent' : ''}` : 'no form'}${frame.isFrozen ? ' asleep' : ''}`;
    });
    const fates = [...this.written.values()].map(({ id, fate, isSaved }) => `${id} ${fate}${isSaved ? ' kept' : ''}`);
    const documents = this.server.documents.map(({ id }) => id);
    const where = { drafts: ids(drafts), outbox: ids(outbox), documents, tabs, fates, disk: this.browser.disk.mood };
    return JSON.stringify({ ...where, isOnline: this.browser.isOnline, faults: this.server.faults }).replaceAll(
      '"',
      '',
    );
  }

  /** Ends all failures. */
  getWell(): void {
    this.browser.disk.become('good');
    this.browser.isOnline = true;
    Object.assign(this.server, { faults: [], isRegisterDown: false });
  }
}
