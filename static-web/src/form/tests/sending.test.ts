/** Sending, with what goes before the registration. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON } from '../../../tests/fake-api';
import { NoNetwork, Problem } from '../../api';
import type { Progress } from '../../attachments/send';
import { session } from '../../session';
import { createSender, type Sender, type Sending } from '../sending';
import { ID } from './page';

let api: FakeApi;
let sender: Sender;
let marks: string[];
let told: unknown[];

beforeEach(() => {
  api = new FakeApi();
  vi.stubGlobal('fetch', api.fetch);
  session.value = { state: 'signed-in', ...PERSON };
  marks = [];
  told = [];
});
afterEach(() => {
  sender.stop();
  vi.unstubAllGlobals();
});

function send(before: (tell: (progress: Progress) => void) => Promise<void>): Promise<void> {
  sender = createSender({
    ...{ app: 'virksomhedsbesoeg', id: ID, before, content: () => ({ version: 1, answers: { notat: 'x' } }) },
    mark: async (state) => void marks.push(state),
    onSent: async () => void told.push('sent'),
    onFaults: (problems) => told.push(...problems),
  });
  return sender.send();
}

test('the registration goes when all of its attachments have, and one is told which is on its way', async () => {
  const seen: Sending[] = [];
  await send(async (tell) => {
    tell({ number: 1, of: 2 });
    seen.push(sender.now.value);
    expect(api.calls).toEqual([]);
    tell({ number: 2, of: 2 });
    seen.push(sender.now.value);
  });
  expect(seen).toEqual([1, 2].map((number) => ({ state: 'sending', attachment: { number, of: 2 } })));
  expect(api.calls).toEqual([`PUT /api/registrations/virksomhedsbesoeg/${ID}`]);
  expect(told).toEqual(['sent']);
});

test('while an attachment does not arrive the registration waits, and stays as being sent', async () => {
  await send(() => Promise.reject(new NoNetwork()));
  expect(sender.now.value).toEqual({ state: 'waiting' });
  expect(api.calls).toEqual([]);
  expect(marks).toEqual(['sending']);
});

test('an attachment that is not taken makes it a draft again, with the fault at its field', async () => {
  const fault = { path: '/billeder', code: 'unreadable', message: 'x.jpg: Billedet kan ikke læses.' };
  await send(() => Promise.reject(new Problem(422, { errors: [fault] })));
  expect(told).toEqual([fault]);
  expect(marks).toEqual(['sending', 'draft']);
  expect(sender.now.value).toEqual({ state: 'idle' });
  expect(api.calls).toEqual([]);
});

test('what was written before the phone changed hands is not sent by who signs in next', async () => {
  let person: string | null = null;
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    person = new Headers(init?.headers).get('Feltskema-Person');
    return api.fetch(input, init);
  });
  api.person = null;
  await send(async () => undefined);
  expect(sender.now.value).toEqual({ state: 'signed-out' });
  expect(person).toBe(PERSON.key);
  const before = api.calls.length;
  api.person = { ...PERSON, key: 'another' };
  session.value = { state: 'signed-in', ...api.person };
  await Promise.resolve();
  expect(api.calls.length).toBe(before);
  api.person = PERSON;
  session.value = { state: 'signed-in', ...PERSON };
  await vi.waitFor(() => expect(told).toEqual(['sent']));
});
