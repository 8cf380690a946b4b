/**
 * Makes the browser's store fail: it is full, does not answer, answers late, loses its connections, or is emptied; and the transactions of
 * tabs that are killed or frozen are undone, or block others.
 */
/* oxlint-disable no-underscore-dangle -- what `fake-indexeddb` has inside, so that its transactions can be held and undone */
import type { Frame, World } from './frame';

/**
 * What becomes of a transaction that begins. `full`: it fails when it would be committed. `stalled`: it neither completes nor fails.
 * `late`: it completes when the disk is well again, even if nobody waits for it any more.
 */
export type Mood = 'good' | 'full' | 'stalled' | 'late';

/** The members that the transactions of `fake-indexeddb` have in addition to the standard's. */
interface Transaction extends IDBTransaction {
  _state: string;
  _requests: { request: IDBRequest }[];
  _start(): void;
  _abort(name: string | null): void;
}

interface Connection extends IDBDatabase {
  _rawDatabase: object;
}

const NEVER = new Promise<never>(() => undefined);
const LOST = 'Connection to Indexed Database server lost. Refresh the page to try again';

export class Disk {
  mood: Mood = 'good';
  private readonly live = new Map<Transaction, Frame>();
  /** The transactions that are paused. */
  private readonly paused = new Set<Transaction>();
  /** The transactions that fail when they would be committed, with the name of the error. */
  private readonly doomed = new Map<Transaction, string>();
  /** The transactions that are committed although their tab gets an error. */
  private readonly denied = new Set<Transaction>();
  private readonly connections = new Set<Connection>();
  private readonly broken = new WeakSet<IDBDatabase>();

  constructor(private readonly browser: World) {}

  /** Patches the store. Returns a function that restores it. */
  give(): () => void {
    const { browser } = this;
    const pauseIfHeld = (transaction: Transaction) => this.isHeld(transaction) && this.paused.add(transaction);
    const refused = (transaction: Transaction) => this.isRefused(transaction);
    const begun = (transaction: Transaction, connection: Connection) => this.begun(transaction, connection);
    const isBroken = (connection: Connection) => this.broken.has(connection);
    const [database, factory, transacting] = [
      IDBDatabase.prototype,
      IDBFactory.prototype,
      IDBTransaction.prototype as Transaction,
    ];
    const real = { transaction: database.transaction, open: factory.open, start: transacting._start };
    database.transaction = function (this: Connection, ...args: Parameters<typeof real.transaction>) {
      // The transaction of an upgrade completes, whatever becomes of the tab.
      if ((args[1] as string) === 'versionchange') return real.transaction.apply(this, args);
      if (!browser.step()) throw new DOMException('killed', 'InvalidStateError');
      if (isBroken(this)) throw new DOMException(LOST, 'UnknownError');
      return begun(real.transaction.apply(this, args) as Transaction, this);
    };
    factory.open = function (...args) {
      if (!browser.step()) throw new DOMException('killed', 'InvalidStateError');
      return real.open.apply(this, args);
    };
    transacting._start = function (this: Transaction) {
      if (!pauseIfHeld(this) && !refused(this)) real.start.call(this);
    };
    return () => {
      Object.assign(database, { transaction: real.transaction });
      Object.assign(factory, { open: real.open });
      Object.assign(transacting, { _start: real.start });
    };
  }

  become(mood: Mood): void {
    this.mood = mood;
    if (mood !== 'late') this.goOn();
  }

  /** Handles a tab's death: each of its unfinished transactions is undone, or commits because it was on its way to the disk. */
  leave(frame: Frame): void {
    for (const transaction of this.of(frame)) {
      if (this.browser.random() < 0.7) this.undo(transaction, 'AbortError');
      else this.resume(transaction);
    }
  }

  /** Handles the freezing of a tab: its unfinished transactions are undone. */
  breakOff(frame: Frame): void {
    for (const transaction of this.of(frame)) this.undo(transaction, 'AbortError');
  }

  /** Resumes the paused transactions that nothing blocks any more. */
  goOn(frame?: Frame): void {
    for (const transaction of this.paused) if (!frame || this.live.get(transaction) === frame) this.resume(transaction);
  }

  /** Breaks all connections to the store, as iOS does; a page may not even get a `close` event. */
  loseConnections(): void {
    for (const transaction of this.of()) {
      if (this.browser.random() < 0.3) {
        this.denied.add(transaction);
        this.resume(transaction);
      } else this.undo(transaction, 'UnknownError');
    }
    this.breakConnections(0.5);
  }

  /** Deletes the store and `localStorage`, as a browser does that is short of space. */
  evict(): void {
    for (const transaction of this.of()) this.undo(transaction, 'AbortError');
    this.breakConnections(0.8);
    (indexedDB as unknown as { _databases: Map<string, object> })._databases.clear();
    this.browser.values.clear();
  }

  /** The keys in the stores now; undefined while a transaction is writing. */
  keysOf(names: readonly string[]): Set<string>[] | undefined {
    type Raw = {
      transactions: Transaction[];
      rawObjectStores: Map<string, { records: { values(): { key: string[] }[] } }>;
    };
    const raw = (indexedDB as unknown as { _databases: Map<string, Raw> })._databases.get('feltskema');
    if (!raw) return names.map(() => new Set());
    const isWritten = raw.transactions.some(({ mode, _state }) => mode !== 'readonly' && _state !== 'finished');
    if (isWritten) return undefined;
    const keys = (name: string) => [...(raw.rawObjectStores.get(name)?.records.values() ?? [])];
    return names.map((name) => new Set(keys(name).map(({ key }) => key.join(' '))));
  }

  private begun(transaction: Transaction, connection: Connection): IDBTransaction {
    const frame = this.browser.current.getStore();
    if (!frame) return transaction;
    this.connections.add(connection);
    this.live.set(transaction, frame);
    const dispatch = transaction.dispatchEvent.bind(transaction);
    transaction.dispatchEvent = (event: Event) => {
      if (['complete', 'abort'].includes(event.type)) this.live.delete(transaction);
      if (event.type === 'complete' && this.denied.has(transaction)) {
        Object.assign(transaction, { error: new DOMException(LOST, 'UnknownError') });
        Object.assign(event, { type: 'abort' });
      }
      return dispatch(event);
    };
    if (this.mood === 'full' && transaction.mode === 'readwrite') this.doomed.set(transaction, 'QuotaExceededError');
    if (this.mood === 'stalled') {
      const deaf = new Proxy({}, { get: () => () => NEVER });
      Object.defineProperty(transaction, 'objectStore', { value: () => deaf });
    }
    return transaction;
  }

  private isHeld(transaction: Transaction): boolean {
    const frame = this.live.get(transaction);
    if (!frame || frame.isDead) return false;
    return frame.isFrozen || this.mood === 'late';
  }

  /** Whether the transaction fails instead of being committed. */
  private isRefused(transaction: Transaction): boolean {
    const why = this.doomed.get(transaction);
    const isDone = transaction._requests.every(({ request }) => request.readyState === 'done');
    if (!why || !isDone || transaction._state === 'finished') return false;
    this.undo(transaction, why);
    return true;
  }

  private undo(transaction: Transaction, why: string): void {
    this.paused.delete(transaction);
    if (transaction._state !== 'finished') transaction._abort(why);
  }

  private resume(transaction: Transaction): void {
    if (this.paused.delete(transaction)) this.browser.later(() => transaction._start());
  }

  private of(frame?: Frame): Transaction[] {
    const unfinished = [...this.live].filter(
      ([{ _state }, owner]) => _state !== 'finished' && (!frame || owner === frame),
    );
    return unfinished.map(([transaction]) => transaction);
  }

  /** Closes all connections. `notifyProbability`: how likely a page gets the `close` event. */
  private breakConnections(notifyProbability: number): void {
    for (const connection of this.connections) {
      this.broken.add(connection);
      connection.close();
      const closed = Object.assign(new IDBVersionChangeEvent('close'), { eventPath: [] });
      if (this.browser.random() < notifyProbability) connection.dispatchEvent(closed);
    }
    this.connections.clear();
  }
}
