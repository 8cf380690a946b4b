/** What a test file has of its own, since the files run as threads of one process. */
import { BroadcastChannel as ProcessChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { waitFor } from './waiting';

const NAME = 'feltskema-outbox';

test('pages of one test file hear each other, and nothing of another file', async () => {
  const heardByPage: unknown[] = [];
  const heardByOtherFile: unknown[] = [];
  const [page, otherPage] = [new BroadcastChannel(NAME), new BroadcastChannel(NAME)];
  const [otherFile, itsPage] = [new ProcessChannel(NAME), new ProcessChannel(NAME)];
  page.addEventListener('message', ({ data }) => heardByPage.push(data));
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- its type has no other way
  itsPage.onmessage = (message: unknown) => heardByOtherFile.push((message as MessageEvent).data);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, which has none
  otherFile.postMessage('from another file');
  await waitFor(() => expect(heardByOtherFile).toEqual(['from another file']));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, which has none
  otherPage.postMessage('from another tab');
  await waitFor(() => expect(heardByPage).toEqual(['from another tab']));
  expect(heardByOtherFile).toEqual(['from another file']);
  [page, otherPage, otherFile, itsPage].forEach((channel) => channel.close());
});
