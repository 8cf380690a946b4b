/** The steps that no person takes: of tabs, the network, the server, the disk and the clock. */
import { pick } from './random';
import type { Fault } from './server';
import { somebody, type Step } from './step';

export const another: Step = (walk) => {
  if (walk.alive.length < 3) walk.openTab();
};

export const close: Step = (walk, random) => {
  const tab = somebody(walk, random);
  if (!tab) return;
  tab.leave();
  walk.browser.kill(tab.frame);
};

export const kill: Step = (walk, random) => {
  const tab = somebody(walk, random);
  if (tab) walk.browser.kill(tab.frame);
};

export const killSoon: Step = (walk, random) => {
  const tab = somebody(walk, random);
  if (tab) tab.frame.diesIn = 1 + Math.floor(random() * 12);
};

export const reload: Step = async (walk, random) => {
  const tab = somebody(walk, random);
  if (!tab) return;
  const { form, frame } = tab;
  walk.browser.kill(frame);
  const next = walk.openTab(frame.historyState);
  await walk.browser.turns(20);
  if (form && next.person === form.owner) next.write(form.id, false);
};

/** A new build and a new version of the definition: all pages are reloaded. */
export const update: Step = async (walk, random) => {
  const newest = walk.server.forms.at(-1)!;
  walk.server.forms.push({ ...newest, version: newest.version + 1 });
  for (let count = walk.alive.length; count > 0; count -= 1) await reload(walk, random);
};

export const online = (isOnline: boolean): Step => {
  return (walk) => {
    walk.browser.isOnline = isOnline;
    dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
  };
};

export const faulty: Step = (walk, random) => {
  const fault = pick<Fault>(['lost', 'late', 'error', 'busy', 'portal', 'invalid'], random)!;
  walk.server.faults.push(...Array.from({ length: 1 + Math.floor(random() * 3) }, () => fault));
};

export const register: Step = (walk, random) => void (walk.server.isRegisterDown = random() < 0.5);

export const disk: Step = (walk, random) =>
  walk.browser.disk.become(pick(['full', 'stalled', 'late', 'good', 'good'] as const, random)!);

/** All failures end, for a while. */
export const well: Step = async (walk) => {
  walk.getWell();
  dispatchEvent(new Event('online'));
  await walk.browser.pass(6_000);
};

/** The phone freezes a tab, which is shown again later, or never. */
export const freeze: Step = (walk, random) => {
  const tab = somebody(walk, random);
  if (tab) walk.browser.freeze(tab.frame);
};

export const thaw: Step = (walk, random) => {
  const tab = pick(
    walk.alive.filter(({ frame }) => frame.isFrozen),
    random,
  );
  if (tab) walk.browser.wake(tab.frame);
};

export const lost: Step = (walk) => walk.browser.disk.loseConnections();

/** The browser deletes all that the phone has stored. The answers in an open form stay. */
export const evicted: Step = (walk) => {
  walk.browser.disk.evict();
  for (const written of walk.written.values()) {
    const isOpen = walk.alive.some(({ form }) => form?.id === written.id && form.session && !form.isSending);
    written.evicted(isOpen);
  }
};

/** The browser wakes the service worker, with or without an open page. */
export const sync: Step = (walk) => walk.wakeWorker();

export const wake: Step = (walk, random) => {
  const tab = somebody(walk, random);
  tab?.as(() => void tab.app.drain.wakeOutbox({ isForced: true, isAsked: true }));
};

export const ahead: Step = (walk, random) => {
  const tab = somebody(walk, random);
  tab?.as(() => void tab.app.ahead.fetchAhead().catch(() => undefined));
};

export const expire: Step = (walk) => void (walk.server.person = null);

export const moment: Step = (walk, random) => walk.browser.pass(100 + random() * 2_000);
export const hours: Step = (walk, random) => walk.browser.pass(5_000 + random() * 200_000, 8);
