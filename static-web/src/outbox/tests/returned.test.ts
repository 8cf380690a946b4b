/** What the server refuses is a draft again, with its reason; photos that the server has lost go again. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PERSON } from '../../../tests/fake-api';
import type { OutboxEntry } from '../entry';
import { beginDraining, endDraining, sendFrom } from './draining';
import { entry } from './entries';
import { type Tab } from './phone';
import { refusal, type Server } from './server';

let server: Server;
let tab: Tab;

beforeEach(async () => ({ server, tab } = await beginDraining()));
afterEach(() => endDraining(tab));

const enqueue = (...entries: OutboxEntry[]) => sendFrom(tab, ...entries);
const send = (...ids: string[]) => enqueue(...ids.map((id) => entry(id)));
const waiting = (): Promise<OutboxEntry[]> => tab.store.entriesOf(PERSON.key);
const drafts = () => tab.drafts.allDrafts();

test('the faults of the server lead into the draft that it is again', async () => {
  const content = {
    draft: { rum: [{}, { navn: 'x' }], skjult: 'y' },
    answers: { rum: [{ navn: 'x' }] },
    title: 'Bageriet',
    movedItems: { '/rum/0': '/rum/1' },
    attachments: [],
    lookUps: [],
  };
  const errors = [{ path: '/rum/0/navn', code: 'too-short', message: 'Navn: for kort' }];
  server.script.push({ call: 'PUT', answer: () => refusal(422, 'invalid-answers', { errors, detail: 'Ret' }) });
  await enqueue(entry('a', { content }), entry('b'));
  expect(await drafts()).toMatchObject([
    {
      id: 'a',
      answers: content.draft,
      returned: {
        kind: 'faults',
        detail: 'Ret',
        at: '2026-11-23T12:00:00.000Z',
        faults: [{ path: '/rum/1/navn', code: 'too-short', message: 'Navn: for kort', answer: '"x"' }],
      },
    },
  ]);
  // It does not stop those behind it.
  expect([...server.registrations.keys()]).toEqual(['b']);
});

test('the same id with other content is a conflict, and what was written is a draft', async () => {
  server.registrations.set('a', { version: 1, answers: { notat: 'noget andet' } });
  await send('a');
  expect(await drafts()).toMatchObject([{ id: 'a', returned: { kind: 'conflict', code: 'conflict' } }]);
  expect(await waiting()).toEqual([]);
});

test.each([
  [400, 'bad-request'],
  [403, 'wrong-origin'],
  [404, 'unknown-app'],
  [413, 'too-large'],
  [415, 'unknown-kind'],
  [422, 'wrong-clock'],
  [404, 'unknown-version'],
])('%i %s brings it back with the words of the server', async (status, code) => {
  server.script.push({ call: 'PUT', answer: () => refusal(status, code, { detail: 'Fordi' }) });
  await send('a');
  expect(await drafts()).toMatchObject([{ id: 'a', returned: { kind: 'refused', code, detail: 'Fordi' } }]);
});

test.each([
  [413, 'too-large'],
  [415, 'unknown-kind'],
  [422, 'unreadable'],
])('%i %s of a photo brings it back with the fault at its field', async (status, code) => {
  await tab.keepPhoto('a', 'p');
  const attachments = [{ path: '/billeder', id: 'p', name: 'p.jpg' }];
  server.script.push({ call: 'PUT attachments/p', answer: () => refusal(status, code, { detail: 'Nej' }) });
  await enqueue(entry('a', { content: { ...entry('a').content, attachments } }));
  expect(server.sent).toEqual(['PUT attachments/p']);
  expect(await drafts()).toMatchObject([
    { returned: { kind: 'faults', faults: [{ path: '/billeder', code, message: 'p.jpg: Nej' }] } },
  ]);
});

test('photos that the server has cleared away go again', async () => {
  await tab.keepPhoto('a', 'p');
  const attachments = [{ path: '/billeder', id: 'p', name: 'p.jpg' }];
  const errors = [{ path: '/billeder', code: 'not-uploaded', message: '' }];
  server.script.push({ call: 'PUT registrations', answer: () => refusal(422, 'invalid-answers', { errors }) });
  await enqueue(entry('a', { content: { ...entry('a').content, attachments } }));
  const once = ['PUT attachments/p', 'PUT registrations/a'];
  expect(server.sent).toEqual([...once, ...once]);
  expect(await drafts()).toEqual([]);
});
