/** A phone for the tests of the outbox: its tabs, each with modules of its own, the disk they share, and what kills a tab. */
import { vi } from 'vitest';
import { PERSON } from '../../../tests/fake-api';
import type { StoredAttachment } from '../../drafts/database';

export async function openTab() {
  vi.resetModules();
  const { session } = await import('../../session');
  const drafts = await import('../../drafts');
  const { saveDefinition: keepDefinition } = await import('../../offline/stored');
  const { closeStore } = await import('../../offline/database');
  const { closeDatabase: forget, withDatabase } = await import('../../drafts/database');
  const store = await import('../store');
  const drain = await import('../drain');
  const state = await import('../state');
  session.value = { state: 'signed-in', ...PERSON };
  const stopFollowing = state.followOutbox();
  const keepPhoto = (registration: string, id: string) =>
    withDatabase((database) => database.put('attachments', photoOf(registration, id)));
  let stopDraining: () => void = () => undefined;
  return {
    session,
    drafts,
    keepDefinition,
    store,
    state,
    keepPhoto,
    wake: drain.wakeOutbox,
    start: () => void (stopDraining = drain.startOutbox()),
    close: async () => {
      stopDraining();
      stopFollowing();
      await forget();
      await closeStore();
    },
  };
}

function photoOf(registration: string, id: string): StoredAttachment {
  return {
    personKey: PERSON.key,
    registration,
    id,
    content: new TextEncoder().encode(id).buffer as ArrayBuffer,
    type: 'image/jpeg',
    thumbnail: '',
    isSent: false,
  };
}

export type Tab = Awaited<ReturnType<typeof openTab>>;

/** Everything on the phone's disk is gone. The tabs must be closed. */
export async function wipeDisk(): Promise<void> {
  for (const name of ['feltskema', 'feltskema-offline']) {
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });
  }
}

/**
 * Kills whatever runs at its `step`th step, counted from 1: a transaction that does not begin, or a call of the server that
 * does not leave, or whose answer comes to nobody. From then on nothing that the tab does has any effect.
 */
export function killAt(step: number, isAnswerLost: boolean) {
  const real = { transaction: IDBDatabase.prototype.transaction, fetch: globalThis.fetch };
  const tab = { steps: 0, isDead: false };
  const next = () => {
    tab.steps += 1;
    if (tab.steps === step) tab.isDead = true;
  };
  IDBDatabase.prototype.transaction = function (...args: Parameters<typeof real.transaction>) {
    next();
    if (tab.isDead) throw new DOMException('killed', 'InvalidStateError');
    return real.transaction.apply(this, args);
  };
  globalThis.fetch = async (...args) => {
    const wasDead = tab.isDead;
    next();
    if (wasDead || (tab.isDead && !isAnswerLost)) throw new TypeError('killed');
    const answer = await real.fetch(...args);
    if (tab.isDead) throw new TypeError('killed');
    return answer;
  };
  const bury = () => {
    IDBDatabase.prototype.transaction = real.transaction;
    globalThis.fetch = real.fetch;
  };
  return { tab, bury };
}

/** Web Locks as the browser gives them to all of its tabs. */
export class Locks {
  private holder: { lost: (reason: unknown) => void } | undefined;

  request = async (
    name: string,
    { ifAvailable, steal }: { ifAvailable?: boolean; steal?: boolean },
    work: (lock: { name: string } | null) => Promise<void>,
  ): Promise<void> => {
    if (this.holder && !steal) {
      if (!ifAvailable) throw new Error('nobody waits for the lock');
      return work(null);
    }
    this.holder?.lost(new DOMException('stolen', 'AbortError'));
    const stolen = new Promise<void>((_, lost) => {
      this.holder = { lost };
    });
    const ownHolder = this.holder;
    try {
      await Promise.race([work({ name }), stolen]);
    } finally {
      if (this.holder === ownHolder) this.holder = undefined;
    }
  };
}

export function giveLocks(locks: Locks | undefined): void {
  Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
}

/** Lets the phone's disk and everything that waits for it go on, whatever the clock says. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 100; turn = encrypting > 0 ? 0 : turn + 1)
    await new Promise((resolve) => setImmediate(resolve));
}

let encrypting = 0;

// Node encrypts in threads of its own, by no clock of the page's.
for (const name of ['encrypt', 'decrypt', 'generateKey', 'importKey'] as const) {
  const real = crypto.subtle[name].bind(crypto.subtle) as (...args: unknown[]) => Promise<unknown>;
  const counted = (...args: unknown[]) => {
    encrypting += 1;
    return real(...args).finally(() => (encrypting -= 1));
  };
  Object.defineProperty(crypto.subtle, name, { value: counted, configurable: true });
}
