/** The page of one delivery: its ids, its history, and its answers, which need a reason. Also the poison messages of the board. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { button, confirmDialog, FASIT, LINE, NOW, openBoard, server, shows, text, typeReason } from '../../tests/board';
import { PERSON } from '../../tests/fake-api';
import { problem, reply } from '../../tests/responses';
import type { ShownLine } from './api';
import { DeliveryPage } from './DeliveryPage';

const PLACE = `${PERSON.key}/${LINE.id}/${FASIT}`;
const EVENT = { reason: null, count: 1, last: null };

async function lookedInto(changes: Partial<ShownLine> = {}) {
  const history = [
    { ...EVENT, at: NOW, status: 'received', by: 'Karen Kristensen' },
    { ...EVENT, at: NOW, status: 'waiting', by: 'system', count: 9, last: '2026-11-27T12:30:00Z' },
    { ...EVENT, at: NOW, status: 'refused', by: 'system', reason: { code: 'refused', message: 'Ukendt part' } },
  ];
  server.answers[`GET /api/operations/deliveries/${PLACE}`] = () =>
    reply(200, { ...LINE, key: PLACE, revision: 1, steps: { uploaded: 'upl-7', creating: '' }, history, ...changes });
  await act(() => render(<DeliveryPage place={PLACE} />, server.page));
  await shows('Forløb');
}

test('the page of a delivery shows its ids in the log and in the receiver, and its history with names', async () => {
  await lookedInto();
  expect(text()).toContain(PLACE);
  expect(text()).toContain('uploaded: upl-7, creating');
  const events = [...server.page.querySelectorAll('.timeline > li')].map(({ textContent }) => textContent);
  expect(events).toHaveLength(3);
  expect(events[0]).toContain('Karen Kristensen');
  expect(events[1]).toContain('9');
  expect(events[2]).toContain('Ukendt part');
});

test.each([
  ['uncertain', true],
  ['refused', false],
] as const)('how to look for it is told where a person must: %s', async (status, isToldHow) => {
  await lookedInto({ status });
  expect(text().includes('Søg i Fasit på registreringens id')).toBe(isToldHow);
});

test('the answers are shown only after a reason is given', async () => {
  await lookedInto();
  const read = `POST /api/operations/deliveries/${PLACE}/answers`;
  server.answers[read] = () =>
    reply(200, { app: LINE.app, version: 1, title: 'Café Blåbær', answers: { navn: 'Café' } });
  await act(() => button('Læs svarene').click());
  await confirmDialog();
  expect(server.sent.some(({ call }) => call === read)).toBe(false);
  expect(text()).not.toContain('Café Blåbær');
  await typeReason('Ser efter i Fasit');
  await confirmDialog();
  await shows('Café Blåbær');
  expect(server.sent).toContainEqual({ call: read, body: { reason: 'Ser efter i Fasit' } });
});

const POISON = { name: 'registrations-poison', waiting: 2, oldest: NOW };

test('poison messages are queued again, and the result of each is shown', async () => {
  server.answers['POST /api/operations/poison/empty'] = () =>
    reply(200, {
      items: [
        { key: PLACE, outcome: 'sent-again', status: 'received' },
        { key: '', outcome: 'unreadable', status: null },
      ],
    });
  await openBoard({ queues: [{ ...POISON, name: 'registrations', waiting: 40 }, POISON] });
  expect(text()).toContain('2 venter på at blive sat tilbage.');
  await act(() => button('Tøm nu').click());
  await shows('sendt igen');
  expect(text()).toContain('En ulæselig besked, fjernet');
});

test('without poison messages there is no button to empty the queue, and a failure is shown', async () => {
  await openBoard({ queues: [{ ...POISON, waiting: 0 }] });
  expect(button('Tøm nu')).toBeUndefined();
  server.answers['POST /api/operations/poison/empty'] = () =>
    problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.');
  server.board = { ...server.board, queues: [POISON] };
  await act(() => button('Hent igen').click());
  await shows('2 venter på at blive sat tilbage.');
  await act(() => button('Tøm nu').click());
  await shows('Lageret svarer ikke');
});
