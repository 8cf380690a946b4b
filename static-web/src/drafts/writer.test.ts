import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeLocks } from '../../tests/fake-locks';
import { writerOf } from './writer';
import { waitFor } from '../../tests/waiting';

const open: (() => void)[] = [];

const withLocks = (value: unknown) => Object.defineProperty(navigator, 'locks', { value, configurable: true });

beforeEach(() => withLocks(new FakeLocks()));

afterEach(() => open.splice(0).forEach((close) => close()));

/** A tab with the draft open; `keeps` is what it does when it is asked to let go. */
function tab(id = 'kladde', keeps: () => Promise<void> = async () => undefined) {
  const [onSaved, onLetIn] = [vi.fn<() => void>(), vi.fn<() => void>()];
  const writer = writerOf(id, { onTakeOver: keeps, onSaved, onMayWrite: onLetIn });
  const states: (boolean | undefined)[] = [];
  writer.isWriting.subscribe((isWriting) => states.push(isWriting));
  const close = writer.start();
  open.push(close);
  const is = (writing: boolean) => waitFor(() => expect(writer.isWriting.value).toBe(writing));
  return { writer, onSaved, onLetIn, states, close, is };
}

test('the first tab may write, the second one is read-only', async () => {
  const first = tab();
  await first.is(true);
  const second = tab();
  await second.is(false);
  await tab('en anden kladde').is(true);
  expect(first.states).toEqual([undefined, true]);
  expect(second.states).toEqual([undefined, false]);
});

test('the second takes over when the first has kept what it had, and the first one shows it', async () => {
  const events: string[] = [];
  const first = tab('kladde', async () => {
    await Promise.resolve();
    events.push('kept');
  });
  await first.is(true);
  const second = tab();
  await second.is(false);
  await second.writer.takeOver();
  events.push('taken');
  expect(events).toEqual(['kept', 'taken']);
  expect([first.writer.isWriting.value, second.writer.isWriting.value]).toEqual([false, true]);
  await first.writer.takeOver();
  expect([first.writer.isWriting.value, second.writer.isWriting.value]).toEqual([true, false]);
});

test('of three tabs only the one that takes over may write', async () => {
  const first = tab();
  await first.is(true);
  const second = tab();
  await second.is(false);
  const third = tab();
  await third.is(false);
  await third.writer.takeOver();
  expect([first, second, third].map(({ writer }) => writer.isWriting.value)).toEqual([false, false, true]);
  expect(second.onLetIn).not.toHaveBeenCalled();
});

test('the right to write is taken from a tab that sleeps', async () => {
  const asleep = tab('kladde', () => new Promise(() => undefined));
  await asleep.is(true);
  const second = tab();
  await second.is(false);
  await second.writer.takeOver();
  expect([asleep.writer.isWriting.value, second.writer.isWriting.value]).toEqual([false, true]);
});

test('a form that is drawn again in its tab never shows that another tab has it', async () => {
  const first = tab();
  await first.is(true);
  const second = tab();
  first.close();
  await second.is(true);
  expect(second.states).toEqual([undefined, true]);
  expect(second.onLetIn).not.toHaveBeenCalled();
});

test('however late the browser answers, the only tab writes and nothing else is said', async () => {
  withLocks(new FakeLocks(1_300));
  const only = tab();
  await only.is(true);
  expect(only.states).toEqual([undefined, true]);
});

test('a draft that is left by the other tab may be written in here, once it is read anew', async () => {
  const first = tab();
  await first.is(true);
  const second = tab();
  await second.is(false);
  first.close();
  await second.is(true);
  expect(second.onLetIn).toHaveBeenCalledOnce();
});

test('a tab that nobody looks at takes no draft from the one in which it is opened', async () => {
  const visibility = vi.spyOn(document, 'visibilityState', 'get');
  const first = tab();
  await first.is(true);
  const unseen = tab();
  await unseen.is(false);
  visibility.mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  visibility.mockReturnValue('visible');
  first.close();
  const again = tab();
  await again.is(true);
  expect(unseen.writer.isWriting.value).toBe(false);
  document.dispatchEvent(new Event('visibilitychange'));
  again.close();
  await unseen.is(true);
  visibility.mockRestore();
});

test('a page that is put away holds nothing, and asks anew when it comes back', async () => {
  const first = tab();
  await first.is(true);
  dispatchEvent(new Event('pagehide'));
  await waitFor(async () => expect((await navigator.locks.query()).held).toEqual([]));
  dispatchEvent(new Event('pageshow'));
  await first.is(true);
  dispatchEvent(new Event('pagehide'));
  const second = tab();
  await second.is(true);
  dispatchEvent(new Event('pageshow'));
  await first.is(false);
});

test('the one that shows it hears when it is kept anew', async () => {
  const first = tab();
  await first.is(true);
  const second = tab();
  first.writer.announceSaved();
  await waitFor(() => expect(second.onSaved).toHaveBeenCalledOnce());
  expect(first.onSaved).not.toHaveBeenCalled();
});

test.each([
  ['without Web Locks', undefined],
  ['that forbids them', { request: () => Promise.reject(new DOMException('no', 'SecurityError')) }],
])('a browser %s lets every tab write', async (_, locks) => {
  withLocks(locks);
  await tab().is(true);
  await tab().is(true);
});
