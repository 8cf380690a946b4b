/** Renders the page *Drift* with a fake server, for tests. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { BoardPage } from '../src/operations/BoardPage';
import type { ListedDelivery, ShownOverview } from '../src/operations/api';
import { session } from '../src/session';
import { speak } from '../src/texts';
import { PERSON } from './fake-api';
import { reply } from './responses';
import { typeInto } from './typing';
import { waitFor } from './waiting';

export const FASIT = 'fasit-documents';
export const NOW = '2026-11-27T12:00:00Z';
export const TITLE = { da: 'Registrering ved virksomhedsbesøg', en: 'Registration of a company visit' };
export const PILE = { target: FASIT, app: 'virksomhedsbesoeg', appTitle: TITLE, since: NOW, hours: [] };
export const TRAFFIC = { target: FASIT, since: null, inTurnSince: null, waiting: 0, atOnce: 0, perMinute: 0 };
export const HOLD = { target: FASIT, since: NOW, holdsFrom: NOW, by: 'Dorte Holm', reason: 'Fasit flytter' };

export const BOARD: ShownOverview = {
  time: NOW,
  targets: [FASIT],
  held: [],
  queues: [],
  piles: [{ ...PILE, status: 'refused', count: 2 }],
  takenToday: [{ target: FASIT, count: 212, confirmed: 3 }],
  traffic: [{ ...TRAFFIC, circuit: 'closed' }],
  canBeAsked: [],
  unmatched: [],
};

export const LINE: ListedDelivery = {
  person: PERSON.key,
  id: '01932f3c-7a00-7000-8000-000000000000',
  target: FASIT,
  status: 'refused',
  app: PILE.app,
  appTitle: TITLE,
  version: 1,
  name: 'Karen Kristensen',
  since: NOW,
  receivedAt: NOW,
  attempts: 1,
  retryAt: null,
  reason: null,
  receipt: null,
  assigned: '',
  acts: [],
  etag: 'refused.1.',
};

interface Server {
  page: HTMLElement;
  board: ShownOverview;
  lines: ListedDelivery[];
  sent: { call: string; body: unknown }[];
  /** Answers that a test sets, by the beginning of the call, such as `POST /api/operations/moves`. */
  answers: Record<string, () => Response | Promise<Response>>;
}

/** The fake server's data, the calls it received, and the page; new for each test. */
export const server = {} as Server;

beforeEach(() => {
  speak('da');
  HTMLDialogElement.prototype.showModal ??= () => undefined;
  session.value = { state: 'signed-in', ...PERSON, roles: ['operatoer'] };
  Object.assign(server, { board: BOARD, lines: [LINE], sent: [], answers: {} });
  server.page = document.body.appendChild(document.createElement('main'));
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    const call = `${init.method ?? 'GET'} ${path}`;
    server.sent.push({ call, body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined });
    const answer = Object.entries(server.answers).find(([beginning]) => call.startsWith(beginning));
    if (answer) return Promise.resolve(answer[1]());
    if (path.startsWith('/api/operations/deliveries'))
      return Promise.resolve(reply(200, { time: NOW, items: server.lines, next: null, total: server.lines.length }));
    return Promise.resolve(reply(200, path === '/api/operations' ? server.board : {}));
  });
});

afterEach(() => {
  render(null, server.page);
  server.page.remove();
  session.value = { state: 'unknown' };
  vi.unstubAllGlobals();
});

export const text = () => server.page.textContent.replaceAll(/\s+/g, ' ');
export const shows = (words: string) => waitFor(() => expect(text()).toContain(words));
export const button = (name: string) =>
  [...server.page.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === name)!;

export async function openBoard(changes: Partial<ShownOverview> = {}) {
  server.board = { ...BOARD, ...changes };
  await act(() => render(<BoardPage />, server.page));
  await shows('I Fasit af os i dag: 212');
}

export const typeReason = (reason: string) =>
  act(() => typeInto(server.page.querySelector<HTMLInputElement>('dialog input')!, reason));
export const chooseFirst = () => act(() => server.page.querySelector<HTMLInputElement>('.delivery input')!.click());
export const confirmDialog = () =>
  act(() => server.page.querySelector<HTMLButtonElement>('dialog button[type=submit]')!.click());
