/** What the server received of a page whose store was full is not on the phone as a draft. */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { emptyPhone, signInAs } from '../../tests/phone';
import { createSender } from '../form/sending';
import { wakeOutbox } from '../outbox/drain';
import { entry } from '../outbox/tests/entries';
import { Server } from '../outbox/tests/server';
import { loadDraft, saveDraft } from './index';
import { deleteReceivedDraft } from './received';

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await emptyPhone();
});

test('a draft that was sent from the page alone leaves the phone when its store has room again', async () => {
  const server = new Server();
  vi.stubGlobal('fetch', server.fetch);
  await signInAs();
  const { content, ...head } = entry('a');
  await saveDraft({ ...head, title: '', answers: content.draft, updatedAt: head.queuedAt });

  const real = IDBDatabase.prototype.transaction;
  const full = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    if (args[1] === 'readwrite') throw new DOMException('no room', 'QuotaExceededError');
    return real.apply(this, args);
  });
  const nothing = () => Promise.resolve();
  const work = { entry: () => entry('a'), flush: nothing, onSent: nothing, onReturned: () => undefined };
  await createSender(work).send();
  expect([...server.registrations.keys()]).toEqual(['a']);
  full.mockRestore();

  await wakeOutbox({ isForced: true });
  expect(await loadDraft('a')).toBeUndefined();
  expect(server.sent).toHaveLength(1);
});

test('a correction that was begun before the store had room stays', async () => {
  await signInAs();
  const { content, ...head } = entry('a');
  const draftOf = (corrects?: number) => ({
    ...head,
    title: '',
    answers: content.draft,
    updatedAt: head.queuedAt,
    ...(corrects === undefined ? {} : { corrects }),
  });
  await saveDraft(draftOf());
  await deleteReceivedDraft(head);
  expect(await loadDraft('a')).toBeUndefined();
  await saveDraft(draftOf(1));
  await deleteReceivedDraft(head);
  expect((await loadDraft('a'))?.corrects).toBe(1);
});
