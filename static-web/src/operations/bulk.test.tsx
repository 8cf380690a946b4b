/** Many deliveries are moved together: how far it is, how it is stopped, what was not done, and how it is undone. */
import { act } from 'preact/test-utils';
import { beforeEach, expect, test } from 'vitest';
import { button, confirmDialog, LINE, NOW, openBoard, server, shows, text } from '../../tests/board';
import { problem, reply } from '../../tests/responses';
import { waitFor } from '../../tests/waiting';
import { progress } from './moving';
import type { ListedDelivery } from './api';

const COUNT = 24;
/** Fewer than are asked for, which a server may give. */
const PAGE = 10;
const lines = Array.from({ length: COUNT }, (_, number): ListedDelivery => {
  const id = `01932f3c-7a00-7000-8000-${String(number).padStart(12, '0')}`;
  return { ...LINE, id, since: '2026-11-27T11:00:00Z', acts: ['park', 'try-now'] };
});

interface Sent {
  act: string;
  reason: string | null;
  deliveries: { id: string; etag: string }[];
}

/** The calls that were made, and those that wait until the test lets them go on. */
let sent: Sent[];
let goOn: (() => void)[];
let answering: (number: number, body: Sent) => Response;

const moved = ({ deliveries }: Sent) =>
  reply(200, {
    items: deliveries.map((each) => ({ ...LINE, ...each, etag: 'parked.2.', problem: null, happened: null })),
  });

/** Answers page by page, and moves one call at a time, when the test says so. */
beforeEach(async () => {
  progress.value = undefined;
  [sent, goOn, answering] = [[], [], (_, body) => moved(body)];
  const fetched = globalThis.fetch;
  globalThis.fetch = async (path, init = {}) => {
    const url = new URL(path as string, 'https://feltskema.test');
    if (url.pathname === '/api/operations/deliveries') {
      const after = Number(url.searchParams.get('after'));
      const end = after + PAGE;
      return reply(200, {
        ...{ time: NOW, items: lines.slice(after, end), total: COUNT },
        next: end < COUNT ? String(end) : null,
      });
    }
    if (url.pathname !== '/api/operations/moves') return fetched(path, init);
    const body = JSON.parse(init.body as string) as Sent;
    sent.push(body);
    await new Promise<void>((resolve) => goOn.push(resolve));
    return answering(sent.length, body);
  };
  await openBoard();
  await shows('10 af 24 vises');
});

async function parking() {
  await act(() => button('Vælg alle viste').click());
  await act(() => button('Vælg alle 24, også dem der ikke vises').click());
  await act(() => button('Læg til side').click());
  await act(() => {
    const why = server.page.querySelector<HTMLInputElement>('dialog input')!;
    why.value = 'Fasit bygger om';
    why.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await confirmDialog();
  await shows('Læg til side: 0 af 24');
}

async function nextCall() {
  await waitFor(() => expect(goOn).toHaveLength(1));
  await act(() => goOn.shift()!());
}

test('it tells how far it is, ends with what was done, and is undone as it was done', async () => {
  await parking();
  await nextCall();
  await shows('Læg til side: 10 af 24');
  expect(server.page.querySelector('progress')?.value).toBe(10);
  await nextCall();
  await shows('Læg til side: 20 af 24');
  await nextCall();
  await shows('Læg til side: 24 af 24 gjort');
  expect(sent.map(({ act: name, reason, deliveries }) => [name, reason, deliveries.length])).toEqual([
    ['park', 'Fasit bygger om', 10],
    ['park', 'Fasit bygger om', 10],
    ['park', 'Fasit bygger om', 4],
  ]);
  await act(() => button('Fortryd').click());
  await shows('Tag op igen: 0 af 24');
  await nextCall();
  await shows('Tag op igen: 24 af 24 gjort');
  const undone = sent.slice(3);
  expect(undone.map(({ act: name }) => name)).toEqual(['take-up']);
  expect(undone.flatMap(({ deliveries }) => deliveries.map(({ id }) => id))).toEqual(lines.map(({ id }) => id));
  expect(new Set(undone.flatMap(({ deliveries }) => deliveries.map(({ etag }) => etag)))).toEqual(
    new Set(['parked.2.']),
  );
  expect(button('Fortryd')).toBeUndefined();
});

test('it can be stopped between two calls: what is done is done, and can be undone', async () => {
  await parking();
  await nextCall();
  await shows('Læg til side: 10 af 24');
  await act(() => button('Prøv igen nu').click());
  expect(server.page.querySelector('dialog'), 'no other move is begun meanwhile').toBeNull();
  await act(() => button('Stop').click());
  await nextCall();
  await shows('Læg til side: 20 af 24 gjort');
  expect(sent).toHaveLength(2);
  expect(button('Fortryd')).toBeDefined();
});

test('a call that fails tells how far it came, and what was done can be undone', async () => {
  answering = (number, body) =>
    number < 2 ? moved(body) : problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.');
  await parking();
  await nextCall();
  await shows('Læg til side: 10 af 24');
  await nextCall();
  await shows('Læg til side: 10 af 24 gjort');
  expect(text()).toContain('Lageret svarer ikke');
  expect(button('Fortryd')).toBeDefined();
});

test('what cannot be taken back has no undo', async () => {
  await act(() => button('Vælg alle viste').click());
  await act(() => button('Prøv igen nu').click());
  await confirmDialog();
  await shows('Prøv igen nu: 0 af 10');
  await nextCall();
  await shows('Prøv igen nu: 10 af 10 gjort');
  expect(button('Fortryd')).toBeUndefined();
  await act(() => button('Luk beskeden').click());
  expect(text()).not.toContain('10 af 10 gjort');
});
