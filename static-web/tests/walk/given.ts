/** Replaces Node's globals by those of the walk's browser, so that each use belongs to a tab. */
import { vi } from 'vitest';
import { Channel, ofItsTab, type Browser } from './browser';
import { cipherOf, type Keys } from './cipher';

type Undo = () => void;

/** Errors that the product may write to its console, since the phone and the network cause them. */
const FORESEEN: ReadonlySet<string> = new Set(['StorageUnavailable', 'AbortError', 'NoNetwork']);

const NEVER = new Promise<never>(() => undefined);

/** Replaces the globals. Returns a function that restores them. */
export function giveBrowser(browser: Browser, serve: typeof fetch, keys: Keys): Undo {
  const undo: Undo[] = [
    giveTimers(browser),
    giveEvents(browser),
    browser.disk.give(),
    giveShortValues(browser),
    replace(globalThis, 'setImmediate', browser.later),
    replace(crypto, 'subtle', cipherOf(browser, keys)),
    replace(globalThis, 'fetch', fetchOf(browser, serve)),
    replace(globalThis, 'BroadcastChannel', function (this: unknown, name: string) {
      return new Channel(browser, name);
    }),
    replace(Math, 'random', browser.random),
  ];
  const request = (name: string, options: LockOptions, work: never) =>
    browser.isDead ? NEVER : browser.locks.request(name, options, work);
  undo.push(replace(navigator, 'locks', { request, query: browser.locks.query }));
  undo.push(hearRejections(browser));
  const logged = vi.spyOn(console, 'error').mockImplementation((failure: unknown) => {
    const isForeseen = failure instanceof Error && FORESEEN.has(failure.name);
    if (!browser.isDead && !isForeseen) browser.logged.push(String((failure as Error).stack ?? failure));
  });
  return () => {
    logged.mockRestore();
    undo.toReversed().forEach((back) => back());
  };
}

/** Logs rejections that nobody handles, except the store's own: `idb` makes a promise of each transaction, which nobody needs to await. */
function hearRejections(browser: Browser): Undo {
  const before = process.listeners('unhandledRejection');
  const hear = (failure: unknown) => {
    if (!(failure instanceof DOMException)) browser.logged.push(String((failure as Error).stack ?? failure));
  };
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', hear);
  return () => {
    process.off('unhandledRejection', hear);
    for (const listener of before) process.on('unhandledRejection', listener);
  };
}

function replace(target: object, name: string, value: unknown): Undo {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
  return () => {
    if (before) Object.defineProperty(target, name, before);
    else delete (target as Record<string, unknown>)[name];
  };
}

function fetchOf(browser: Browser, serve: typeof fetch): typeof fetch {
  return (...args) => {
    const frame = browser.current.getStore();
    if (!browser.step()) return NEVER;
    const answered = answerOf(browser, serve, args).then(async (answer) => {
      await new Promise<void>((resolve) => browser.later(resolve));
      return answer;
    });
    return browser.arrive(frame, answered).then((answer) => (browser.step() ? answer : NEVER));
  };
}

async function answerOf(browser: Browser, serve: typeof fetch, args: Parameters<typeof fetch>): Promise<Response> {
  await new Promise<void>((resolve) => browser.later(resolve));
  const broken = new Promise<never>((_, reject) => {
    const signal = args[1]?.signal;
    const abort = () => reject(new DOMException('aborted', 'AbortError'));
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
  });
  broken.catch(() => undefined);
  if (!browser.isOnline) throw new TypeError('Failed to fetch');
  const answer = await Promise.race([serve(...args), broken]);
  if (!browser.isOnline) throw new TypeError('Failed to fetch');
  return answer;
}

function giveTimers(browser: Browser): Undo {
  const [later, every] = [globalThis.setTimeout, globalThis.setInterval];
  const timeout = (milliseconds: number) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('too late', 'TimeoutError')), milliseconds);
    return controller.signal;
  };
  const undo = [
    replace(globalThis, 'setTimeout', (work: () => void, time?: number) => later(ofItsTab(browser, work), time)),
    replace(globalThis, 'setInterval', (work: () => void, time?: number) => every(ofItsTab(browser, work), time)),
    replace(AbortSignal, 'timeout', timeout),
  ];
  return () => undo.toReversed().forEach((back) => back());
}

/** Makes `document.visibilityState` that of the running tab. */
function hiding(browser: Browser): Undo {
  const get = () => (browser.current.getStore()?.isHidden ? 'hidden' : 'visible');
  Object.defineProperty(document, 'visibilityState', { get, configurable: true });
  return () => delete (document as { visibilityState?: string }).visibilityState;
}

/** Binds each event listener to the tab that added it. It is removed with the tab. */
function giveEvents(browser: Browser): Undo {
  const undo = [globalThis, document].map((target) => {
    const real = { add: target.addEventListener, remove: target.removeEventListener };
    const add = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
      const frame = browser.current.getStore();
      if (!frame) return real.add.call(target, type, listener, options);
      const bound = ofItsTab(browser, (event: Event) => listener(event)) as EventListener;
      const listeners = frame.listeners.get(listener) ?? [];
      frame.listeners.set(listener, [...listeners, { target, type, bound }]);
      real.add.call(target, type, bound, options);
    };
    const remove = (type: string, listener: EventListener) => {
      const listeners = browser.current.getStore()?.listeners.get(listener) ?? [];
      for (const added of listeners)
        if (added.type === type && added.target === target) real.remove.call(target, type, added.bound);
      real.remove.call(target, type, listener);
    };
    const back = [replace(target, 'addEventListener', add), replace(target, 'removeEventListener', remove)];
    return () => back.forEach((undoing) => undoing());
  });
  return () => undo.forEach((back) => back());
}

/** A `localStorage` that sends `storage` events to the other tabs. */
function storageOf(browser: Browser): object {
  const { values } = browser;
  const set = (name: string, value: string | null) => {
    if (browser.isDead) return;
    if (value === null) values.delete(name);
    else values.set(name, value);
    const event = Object.assign(new Event('storage'), { key: name, newValue: value });
    const me = browser.current.getStore();
    for (const frame of browser.frames)
      if (frame !== me)
        for (const listeners of frame.listeners.values())
          for (const listener of listeners) if (listener.type === 'storage') browser.later(() => listener.bound(event));
  };
  return {
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => set(name, value),
    removeItem: (name: string) => set(name, null),
  };
}

/** A `history` with a state for each tab. */
function historyOf(browser: Browser): object {
  const history = {
    get state() {
      return browser.current.getStore()?.historyState ?? null;
    },
    replaceState: (state: unknown, _: string, to?: string) => {
      const frame = browser.current.getStore();
      if (frame) Object.assign(frame, { historyState: state, path: to ?? frame.path });
    },
    pushState: (state: unknown, _: string, to: string) => history.replaceState(state, _, to),
  };
  return history;
}

function locationOf(browser: Browser): object {
  return {
    get pathname() {
      return browser.current.getStore()?.path ?? '/';
    },
    origin: 'http://phone',
    href: 'http://phone/',
    hash: '',
    search: '',
    toString: () => 'http://phone/',
    // Navigation to MitID and back is a step of the walk.
    assign: () => undefined,
  };
}

function giveShortValues(browser: Browser): Undo {
  const undo = [
    replace(globalThis, 'localStorage', storageOf(browser)),
    replace(globalThis, 'history', historyOf(browser)),
    replace(globalThis, 'location', locationOf(browser)),
    replace(globalThis, 'scrollTo', () => undefined),
    hiding(browser),
  ];
  return () => undo.forEach((back) => back());
}
