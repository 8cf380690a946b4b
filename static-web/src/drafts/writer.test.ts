import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeLocks } from '../../tests/fake-locks';
import { writerOf, type Writer } from './writer';

const opened: Writer[] = [];

beforeEach(() => {
  Object.defineProperty(navigator, 'locks', { value: new FakeLocks(), configurable: true });
});

afterEach(() => {
  opened.splice(0).forEach((writer) => writer.stop());
  vi.useRealTimers();
});

/** A tab with the draft open; `keeps` is what it does when it is asked to let go. */
function tab(id = 'kladde', keeps: () => Promise<void> = async () => undefined) {
  const onKept = vi.fn<() => void>();
  const writer = writerOf(id, { onAsked: keeps, onKept });
  opened.push(writer);
  return { writer, onKept, is: (writing: boolean) => vi.waitFor(() => expect(writer.isWriting.value).toBe(writing)) };
}

test('the first tab writes, the second one shows it', async () => {
  const first = tab();
  await first.is(true);
  const second = tab();
  await second.is(false);
  await tab('en anden kladde').is(true);
  expect(first.writer.isWriting.value).toBe(true);
});

test('the second takes over when the first has kept what it had, and the first one shows it', async () => {
  const done: string[] = [];
  const first = tab('kladde', async () => {
    await Promise.resolve();
    done.push('kept');
  });
  await first.is(true);
  const second = tab();
  await second.is(false);
  await second.writer.takeOver();
  done.push('taken');
  expect(done).toEqual(['kept', 'taken']);
  expect([first.writer.isWriting.value, second.writer.isWriting.value]).toEqual([false, true]);
  await first.writer.takeOver();
  expect([first.writer.isWriting.value, second.writer.isWriting.value]).toEqual([true, false]);
});

test('from a tab that sleeps it is taken', async () => {
  const asleep = tab('kladde', () => new Promise(() => undefined));
  await asleep.is(true);
  const second = tab();
  await second.is(false);
  await second.writer.takeOver();
  expect([asleep.writer.isWriting.value, second.writer.isWriting.value]).toEqual([false, true]);
});

test('a tab that is left lets go, and the next one writes at once', async () => {
  const first = tab();
  await first.is(true);
  const second = tab();
  first.writer.stop();
  await second.is(true);
});

test('the one that shows it hears when it is kept anew', async () => {
  const first = tab();
  await first.is(true);
  const second = tab();
  first.writer.tellKept();
  await vi.waitFor(() => expect(second.onKept).toHaveBeenCalledOnce());
  expect(first.onKept).not.toHaveBeenCalled();
});

test('a browser without Web Locks lets every tab write', async () => {
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
  await tab().is(true);
  await tab().is(true);
});
