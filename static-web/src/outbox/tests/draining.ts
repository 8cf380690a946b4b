/** An outbox that is drained against a server of the test's, whose clock and chance are the test's too. */
import { vi } from 'vitest';
import type { OutboxEntry } from '../entry';
import { giveLocks, Locks, openTab, wipeDisk, type Tab } from './phone';
import { Server } from './server';

/** Noon on 23 November 2026, on a phone with one tab. */
export async function beginDraining(): Promise<{ server: Server; tab: Tab }> {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: new Date('2026-11-23T12:00:00Z') });
  vi.spyOn(Math, 'random').mockReturnValue(1);
  giveLocks(new Locks());
  const server = new Server();
  vi.stubGlobal('fetch', server.fetch);
  return { server, tab: await openTab() };
}

export async function endDraining(tab: Tab): Promise<void> {
  await tab.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await wipeDisk();
}

/** The person sends these, one after the other. */
export async function sendFrom(tab: Tab, ...entries: OutboxEntry[]): Promise<void> {
  for (const entry of entries) await tab.store.enqueue(entry);
  await tab.wake({ isForced: true, isAsked: true });
}
