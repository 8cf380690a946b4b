/**
 * Sends the outbox as long as the app is open, on any page. A pass begins at the start, when the network is back or the page is shown
 * again, after a sign-in, when the person sends something, and after a back-off.
 */
import { computed, effect } from '@preact/signals';
import { NoNetwork } from '../api';
import { finishDeletions } from '../drafts/received';
import { keysChanged } from '../encryption/keys';
import { uuidv7 } from '../form/uuid';
import { checkSession, personKey, session } from '../session';
import { t } from '../texts';
import { onOutbox } from './channel';
import type { OutboxContent, OutboxEntry } from './entry';
import { STALE_MS, STOLEN_AFTER_MS } from './lease';
import { alone, BUSY } from './lock';
import { isAnyBeingSent, nextPassAt, passOver, type Identity } from './pass';
import type { Ports } from './ports';
import { entriesOf, giveBack, note, settle } from './store';
import { askForSync } from './sync';

export interface Wake {
  /** Does not wait for a back-off to end. */
  isForced?: boolean;
  /** A person has asked for it, so its calls prolong the session. */
  isAsked?: boolean;
}

/** How long to wait before the next pass while another tab is sending. */
const LOOK_AGAIN_MS = 15_000;

let requested: Wake | undefined;
let draining: Promise<void> | undefined;
let abortPass = new AbortController();
let isStopped = false;
let newsAt = 0;
let isAskingWho = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let busySince: number | undefined;

/** Sends what can be sent. Resolves when a pass that began after this call has ended. Never rejects. */
export function wakeOutbox({ isForced = false, isAsked = false }: Wake = {}): Promise<void> {
  requested = { isForced: isForced || requested?.isForced === true, isAsked: isAsked || requested?.isAsked === true };
  if (draining && Date.now() - newsAt > STALE_MS) abortPass.abort();
  draining ??= drain().finally(() => (draining = undefined));
  return draining;
}

/** Begins to send. Returns a function that stops. */
export function startOutbox(): () => void {
  isStopped = false;
  const force = () => void wakeOutbox({ isForced: true });
  const onVisible = () => {
    if (document.visibilityState === 'visible') force();
  };
  const back = ({ persisted }: PageTransitionEvent) => {
    if (persisted) force();
  };
  addEventListener('online', force);
  addEventListener('pageshow', back);
  document.addEventListener('visibilitychange', onVisible);
  const stopNews = onOutbox(() => (newsAt = Date.now()));
  const signedIn = computed(() => (session.value.state === 'signed-in' ? session.value.key : null));
  // Send at once, and again after each sign-in.
  force();
  let before = signedIn.peek();
  const stopSession = effect(() => {
    const isNew = signedIn.value !== null && signedIn.value !== before;
    before = signedIn.value;
    if (isNew && !isAskingWho) queueMicrotask(force);
  });
  // Entries that could not be decrypted may be readable with the new keys.
  const stopKeys = effect(() => {
    if (keysChanged.value > 0) queueMicrotask(force);
  });
  return () => {
    stopKeys();
    isStopped = true;
    requested = undefined;
    clearTimeout(timer);
    abortPass.abort();
    stopNews();
    stopSession();
    removeEventListener('online', force);
    removeEventListener('pageshow', back);
    document.removeEventListener('visibilitychange', onVisible);
  };
}

async function drain(): Promise<void> {
  while (requested) {
    const wake = requested;
    requested = undefined;
    abortPass = new AbortController();
    await run(wake, abortPass.signal);
    await schedule();
  }
}

async function run(wake: Wake, signal: AbortSignal): Promise<void> {
  newsAt = Date.now();
  try {
    await finishDeletions();
    const key = personKey.peek();
    const entries = key === null ? [] : await entriesOf(key);
    if (entries.length === 0) return;
    const isStolen = isLockDead(entries);
    const result = await alone((isAlone) => onePass(wake, isAlone, signal), isStolen);
    busySince = result === BUSY ? (busySince ?? Date.now()) : undefined;
  } catch (failure) {
    // The phone's store failed. The entries stay in it, and the next pass tries again.
    console.error(failure);
  }
}

async function onePass({ isForced, isAsked }: Wake, isAlone: boolean, signal: AbortSignal): Promise<void> {
  const ports: Ports = {
    keeping: { note, settle, giveBack },
    complete,
    lost,
    signal,
    now: () => new Date(),
    random: Math.random,
    isBackground: !isAsked,
  };
  await passOver({ identity: await identify(), name: uuidv7(), isForced: isForced ?? false, isAlone }, ports);
}

const lost = (name: string) => t('form.attachment.lost', { name });

/** The code that completes registrations is loaded only when needed. Without it, the server completes them. */
async function complete(entry: OutboxEntry, signal: AbortSignal): Promise<OutboxContent> {
  const module = await import('./complete').catch(() => undefined);
  if (module) return module.complete(entry, signal);
  if (entry.content.answers === null) throw new NoNetwork();
  return entry.content;
}

/** Determines whose outbox to send. Asks the server where the page does not know, as after a start without a network. */
async function identify(): Promise<Identity> {
  if (session.peek().state === 'unknown') {
    isAskingWho = true;
    await checkSession({ background: true });
    isAskingWho = false;
  }
  const now = session.peek();
  if (now.state === 'signed-in') return { person: now.key };
  return now.state === 'unknown' ? { unreached: personKey.peek() ?? '' } : 'nobody';
}

/** Whether a tab has held the lock for long without sending anything: the phone has suspended it. */
function isLockDead(entries: readonly OutboxEntry[]): boolean {
  const now = new Date();
  return busySince !== undefined && now.getTime() - busySince > STOLEN_AFTER_MS && !isAnyBeingSent(entries, now);
}

async function schedule(): Promise<void> {
  const key = personKey.peek();
  const entries = key === null ? [] : await entriesOf(key).catch(() => []);
  clearTimeout(timer);
  if (entries.length === 0 || isStopped) return;
  askForSync();
  const at = busySince === undefined ? nextPassAt(entries) : Date.now() + LOOK_AGAIN_MS;
  if (at !== undefined) timer = setTimeout(() => void wakeOutbox(), Math.max(at - Date.now(), 0));
}
