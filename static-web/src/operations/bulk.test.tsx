/** Many deliveries are moved together: the progress, stopping, failures, and undoing. */
import { act } from 'preact/test-utils';
import { beforeEach, expect, test } from 'vitest';
import { button, confirmDialog, LINE, NOW, openBoard, server, shows, text, typeReason } from '../../tests/board';
import { PERSON } from '../../tests/fake-api';
import { problem, reply } from '../../tests/responses';
import { waitFor } from '../../tests/waiting';
import { session } from '../session';
import { progress } from './moving';
import type { ListedDelivery } from './api';

const COUNT = 24;
/** The size of the server's pages, which may be smaller than the requested one. */
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

/** The calls to move deliveries, and functions that let those proceed that have not been answered yet. */
let sent: Sent[];
let pendingCalls: (() => void)[];
let answerOf: (number: number, body: Sent) => Response;

const movedAll = ({ deliveries }: Sent) =>
  reply(200, {
    items: deliveries.map((delivery) => ({ ...LINE, ...delivery, etag: 'parked.2.', problem: null, happened: null })),
  });

/** Answers the list in pages, and each call to move when the test calls `answerNextCall`. */
beforeEach(async () => {
  progress.value = undefined;
  [sent, pendingCalls, answerOf] = [[], [], (_, body) => movedAll(body)];
  const serverFetch = globalThis.fetch;
  globalThis.fetch = async (path, init = {}) => {
    const url = new URL(path as string, 'https://feltskema.test');
    if (url.pathname === '/api/operations/deliveries') {
      const after = Number(url.searchParams.get('after'));
      const end = after + PAGE;
      return reply(200, {
        time: NOW,
        items: lines.slice(after, end),
        total: COUNT,
        next: end < COUNT ? String(end) : null,
      });
    }
    if (url.pathname !== '/api/operations/moves') return serverFetch(path, init);
    const body = JSON.parse(init.body as string) as Sent;
    sent.push(body);
    await new Promise<void>((resolve) => pendingCalls.push(resolve));
    return answerOf(sent.length, body);
  };
  await openBoard();
  await shows('10 af 24 vises');
});

async function parkAll() {
  await act(() => button('Vælg alle viste').click());
  await act(() => button('Vælg alle 24, også dem der ikke vises').click());
  await act(() => button('Læg til side').click());
  await typeReason('Fasit bygger om');
  await confirmDialog();
  await shows('Læg til side: 0 af 24');
}

async function answerNextCall() {
  await waitFor(() => expect(pendingCalls).toHaveLength(1));
  await act(() => pendingCalls.shift()!());
}

test('the progress of a move is shown, then how many were moved, and undoing moves them back in the same way', async () => {
  await parkAll();
  await answerNextCall();
  await shows('Læg til side: 10 af 24');
  expect(server.page.querySelector('progress')?.value).toBe(10);
  await answerNextCall();
  await shows('Læg til side: 20 af 24');
  await answerNextCall();
  await shows('Læg til side: 24 af 24 gjort');
  expect(sent.map(({ act: name, reason, deliveries }) => [name, reason, deliveries.length])).toEqual([
    ['park', 'Fasit bygger om', 10],
    ['park', 'Fasit bygger om', 10],
    ['park', 'Fasit bygger om', 4],
  ]);
  await act(() => button('Fortryd').click());
  await shows('Tag op igen: 0 af 24');
  await answerNextCall();
  await shows('Tag op igen: 24 af 24 gjort');
  const undone = sent.slice(3);
  expect(undone.map(({ act: name }) => name)).toEqual(['take-up']);
  expect(undone.flatMap(({ deliveries }) => deliveries.map(({ id }) => id))).toEqual(lines.map(({ id }) => id));
  expect(new Set(undone.flatMap(({ deliveries }) => deliveries.map(({ etag }) => etag)))).toEqual(
    new Set(['parked.2.']),
  );
  expect(button('Fortryd')).toBeUndefined();
});

test('a move can be stopped between two calls: what was moved stays moved, and can be undone', async () => {
  await parkAll();
  await answerNextCall();
  await shows('Læg til side: 10 af 24');
  await act(() => button('Prøv igen nu').click());
  expect(server.page.querySelector('dialog'), 'no other move is begun meanwhile').toBeNull();
  await act(() => button('Stop').click());
  await answerNextCall();
  await shows('Læg til side: 20 af 24 gjort');
  expect(sent).toHaveLength(2);
  expect(button('Fortryd')).toBeDefined();
});

test('after a call that fails the page shows how many were moved, and these can be undone', async () => {
  answerOf = (number, body) =>
    number < 2 ? movedAll(body) : problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.');
  await parkAll();
  await answerNextCall();
  await shows('Læg til side: 10 af 24');
  await answerNextCall();
  await shows('Læg til side: 10 af 24 gjort');
  expect(text()).toContain('Lageret svarer ikke');
  expect(button('Fortryd')).toBeDefined();
});

test('the rest of a move is gone on with, from the call that failed or after a stop', async () => {
  answerOf = (number, body) =>
    number === 2 ? problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.') : movedAll(body);
  await parkAll();
  await answerNextCall();
  await answerNextCall();
  await shows('Læg til side: 10 af 24 gjort');
  await act(() => button('Fortsæt med resten').click());
  await shows('Læg til side: 10 af 24');
  expect(text()).not.toContain('Lageret svarer ikke');
  await act(() => button('Stop').click());
  await answerNextCall();
  await shows('Læg til side: 20 af 24 gjort');
  await act(() => button('Fortsæt med resten').click());
  await answerNextCall();
  await shows('Læg til side: 24 af 24 gjort');
  expect(button('Fortsæt med resten')).toBeUndefined();
  const ids = sent.map(({ deliveries }) => deliveries.map(({ id }) => id));
  expect(ids[2], 'what failed is sent again').toEqual(ids[1]);
  expect([...ids[0]!, ...ids[2]!, ...ids[3]!]).toEqual(lines.map(({ id }) => id));
});

test('an act that cannot be undone has no button to undo it', async () => {
  await act(() => button('Vælg alle viste').click());
  await act(() => button('Prøv igen nu').click());
  await confirmDialog();
  await shows('Prøv igen nu: 0 af 10');
  await answerNextCall();
  await shows('Prøv igen nu: 10 af 10 gjort');
  expect(button('Fortryd')).toBeUndefined();
  await act(() => button('Luk beskeden').click());
  expect(text()).not.toContain('10 af 10 gjort');
});

test('a move that is under way ends with its call when another person signs in, who sees nothing of it', async () => {
  await parkAll();
  await waitFor(() => expect(pendingCalls).toHaveLength(1));
  await act(() => {
    session.value = { ...session.value, state: 'signed-in', ...PERSON, key: 'f'.repeat(32), roles: ['operatoer'] };
  });
  await answerNextCall();
  await shows('10 af 24 vises');
  expect(text()).not.toContain('Læg til side: ');
  expect(progress.value).toBeUndefined();
  expect(sent).toHaveLength(1);
});

/** Whether the browser would ask before the page is left now. */
function isLeavingAskedAbout(): boolean {
  const leaving = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}

test('leaving the page is asked about while a move is under way, and no longer when it has ended', async () => {
  expect(isLeavingAskedAbout()).toBe(false);
  await parkAll();
  expect(isLeavingAskedAbout()).toBe(true);
  await answerNextCall();
  await answerNextCall();
  await answerNextCall();
  await shows('Læg til side: 24 af 24 gjort');
  expect(isLeavingAskedAbout()).toBe(false);
});
