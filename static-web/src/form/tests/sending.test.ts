/** Whatever becomes of a sending, the form is within reach again. */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { PERSON } from '../../../tests/fake-api';
import { emptyPhone, signInAs } from '../../../tests/phone';
import { entriesOf } from '../../outbox/store';
import { entry } from '../../outbox/tests/entries';
import { logout, session } from '../../session';
import { createSender } from '../sending';

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  session.value = { state: 'unknown' };
  await emptyPhone();
});

const none = { onSent: () => Promise.resolve(), onReturned: () => undefined };

test('a fault of our own leaves the form as it was, to be sent again', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const entryOf = () => {
    throw new TypeError('of our own');
  };
  const sender = createSender({ ...none, entry: entryOf, flush: () => Promise.resolve() });
  await sender.send();
  expect(sender.now.value).toEqual({ state: 'not-kept' });
  expect(logged).toHaveBeenCalledTimes(1);
});

test('what is on its way when its person signs out comes to no outbox, and is not sent', async () => {
  await signInAs();
  const fetched = vi.fn<typeof fetch>(async () => new Response(null, { status: 204 }));
  vi.stubGlobal('fetch', fetched);
  let keepOn = () => {};
  const flushed = new Promise<void>((resolve) => (keepOn = resolve));
  const sender = createSender({ ...none, entry: () => entry('a'), flush: () => flushed });
  const sending = sender.send();
  await logout();
  keepOn();
  await sending;
  expect(await entriesOf(PERSON.key)).toEqual([]);
  expect(fetched.mock.calls.filter(([, how]) => how?.method === 'PUT')).toEqual([]);
});
