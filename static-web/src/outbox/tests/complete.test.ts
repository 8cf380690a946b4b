/** What the register says, put in before a registration is sent, and never after the server may have it. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PERSON } from '../../../tests/fake-api';
import { COMPANIES } from '../../../tests/fake-register';
import visits from '../../../tests/virksomhedsbesoeg.json';
import type { Definition } from '../../definition';
import { allDrafts } from '../../drafts';
import { saveDefinition } from '../../offline/stored';
import { session } from '../../session';
import { wakeOutbox } from '../drain';
import type { OutboxContent } from '../entry';
import { enqueue, entriesOf } from '../store';
import { entry, wipe } from './entries';
import { refusal, reply, Server } from './server';

let server: Server;

beforeEach(async () => {
  session.value = { state: 'signed-in', ...PERSON };
  server = new Server();
  vi.stubGlobal('fetch', server.fetch);
  await saveDefinition(visits as unknown as Definition);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await wipe();
});

const draft = { cvr: '90001000', pnummer: 'afventer', notat: 'x' };
const sent = () => server.registrations.get('a')!.answers;
const again = () => wakeOutbox({ isForced: true });

async function send(more: Partial<OutboxContent> = {}): Promise<void> {
  const content = { title: '', draft, answers: draft, movedItems: {}, attachments: [], lookUps: ['/cvr'], ...more };
  await enqueue(entry('a', { app: 'virksomhedsbesoeg', content }));
  await again();
}

test('a registration is sent with the name, the address and the only unit of its company', async () => {
  await send();
  expect(server.calls).toEqual(['GET companies/90001000', 'PUT registrations/a']);
  expect(sent()).toMatchObject({ navn: 'Nørrebro Håndværkerbageri ApS', pnummer: '1090001000', notat: 'x' });
});

test('a registration is sent with the address of the chosen unit, also of one far down a chain', async () => {
  const unit = { pNumber: '1090009999', name: 'Døgnkiosken', address: 'Algade 7, 4000 Roskilde', active: true };
  const answers = [
    { ...COMPANIES[0]!, unitCount: 2000 },
    { items: [unit], total: 1, next: null },
  ];
  server.script = answers.map((body) => ({ call: 'GET companies', answer: () => reply(200, body) }));
  await send({ draft: { ...draft, pnummer: unit.pNumber } });
  expect(server.calls).toEqual(['GET companies/90001000', 'GET companies/units', 'PUT registrations/a']);
  expect(sent()).toMatchObject({ pnummer: unit.pNumber, enhedsadresse: unit.address });
});

test('a company that was answered for is not asked for again', async () => {
  await send({ lookUps: [] });
  expect(server.calls).toEqual(['PUT registrations/a']);
  expect(sent()).toEqual(draft);
});

test.each([
  [503, 'register-unavailable'],
  [404, 'unknown-company'],
])('%i %s does not stop it: the server asks again before delivery', async (status, code) => {
  server.script.push({ call: 'GET companies', answer: () => refusal(status, code) });
  await send();
  expect(sent()).toEqual(draft);
});

test.each([
  [401, 'no-session', 'signed-out'],
  [429, 'too-many-requests', 'busy'],
])('%i at the register holds it, and it is asked again', async (status, code, obstacle) => {
  server.script.push({ call: 'GET companies', answer: () => refusal(status, code) });
  await send();
  expect(await entriesOf(PERSON.key)).toMatchObject([{ obstacle, isOffered: false }]);
  await again();
  expect(sent()).toMatchObject({ navn: 'Nørrebro Håndværkerbageri ApS' });
});

test('without a network nothing is sent before the register was asked', async () => {
  server.isDown = true;
  await send();
  expect(server.calls).toEqual(['GET companies/90001000']);
  server.isDown = false;
  await again();
  expect(sent()).toMatchObject({ navn: 'Nørrebro Håndværkerbageri ApS' });
});

test('what the server may have is never changed, whatever the register knows by now', async () => {
  server.script.push({ call: 'GET companies', answer: () => refusal(503, 'register-unavailable') });
  let isLost = true;
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const answer = await server.fetch(address, init);
    if (init.method !== 'PUT' || !isLost) return answer;
    isLost = false;
    throw new TypeError('the answer was lost');
  });
  await send();
  expect(await entriesOf(PERSON.key)).toMatchObject([{ obstacle: 'network', isOffered: true }]);
  await again();
  expect(server.conflicts).toBe(0);
  expect(sent()).toEqual(draft);
  expect(await entriesOf(PERSON.key)).toEqual([]);
  expect(await allDrafts()).toEqual([]);
});

test('what an older page left is sent as that page would have', async () => {
  const content = { title: '', draft: { ...draft, $suggested: [] }, answers: null, movedItems: {} };
  const older = { ...content, attachments: [], lookUps: [] };
  await enqueue(entry('a', { app: 'virksomhedsbesoeg', content: older, isOffered: true }));
  await again();
  expect(server.calls).toEqual(['PUT registrations/a']);
  expect(sent()).toEqual(draft);
});
