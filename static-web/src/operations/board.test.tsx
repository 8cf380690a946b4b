/** What an operator sees on the page *Drift*: how each receiver is doing, what is done about it, and what each app is called. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BoardPage } from './BoardPage';
import type { ListedDelivery, ShownOverview } from './api';
import { session } from '../session';
import { speak } from '../texts';
import { PERSON } from '../../tests/fake-api';
import { problem, reply } from '../../tests/responses';
import { waitFor } from '../../tests/waiting';

const FASIT = 'fasit-documents';
const NOW = '2026-11-27T12:00:00Z';
const TITLE = { da: 'Registrering ved virksomhedsbesøg', en: 'Registration of a company visit' };
const PILE = { target: FASIT, app: 'virksomhedsbesoeg', appTitle: TITLE, since: NOW, hours: [] };
const TRAFFIC = { target: FASIT, since: null, inTurnSince: null, waiting: 0, atOnce: 0, perMinute: 0 };
const HOLD = { target: FASIT, since: NOW, holdsFrom: NOW, by: 'Dorte Holm', reason: 'Fasit flytter' };

const BOARD: ShownOverview = {
  ...{ time: NOW, targets: [FASIT], held: [], queues: [], piles: [{ ...PILE, status: 'refused', count: 2 }] },
  takenToday: [{ target: FASIT, count: 212, confirmed: 3 }],
  traffic: [{ ...TRAFFIC, circuit: 'closed' }],
  ...{ canBeAsked: [], unmatched: [] },
};

const LINE: ListedDelivery = {
  ...{ person: PERSON.key, id: '01932f3c-7a00-7000-8000-000000000000', target: FASIT, status: 'refused' },
  ...{ app: PILE.app, appTitle: TITLE, version: 1, name: 'Karen Kristensen', since: NOW, receivedAt: NOW },
  ...{ attempts: 1, retryAt: null, reason: null, receipt: null, assigned: '', acts: [], etag: 'refused.1.' },
};

let page: HTMLElement;
let board: ShownOverview;
let lines: ListedDelivery[];
let sent: { call: string; body: unknown }[];
/** The answers of some calls, by their beginning. */
let answers: Record<string, () => Response>;

beforeEach(() => {
  speak('da');
  HTMLDialogElement.prototype.showModal ??= () => undefined;
  session.value = { state: 'signed-in', ...PERSON, roles: ['operatoer'] };
  [board, lines, sent, answers] = [BOARD, [LINE], [], {}];
  page = document.body.appendChild(document.createElement('main'));
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    const call = `${init.method ?? 'GET'} ${path}`;
    sent.push({ call, body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined });
    const answer = Object.entries(answers).find(([beginning]) => call.startsWith(beginning));
    if (answer) return Promise.resolve(answer[1]());
    if (path.startsWith('/api/operations/deliveries'))
      return Promise.resolve(reply(200, { time: NOW, items: lines, next: null, total: lines.length }));
    return Promise.resolve(reply(200, path === '/api/operations' ? board : {}));
  });
});

afterEach(() => {
  render(null, page);
  page.remove();
  session.value = { state: 'unknown' };
  vi.unstubAllGlobals();
});

const text = () => page.textContent.replaceAll(/\s+/g, ' ');
const shows = (words: string) => waitFor(() => expect(text()).toContain(words));
const button = (name: string) =>
  [...page.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === name)!;

async function opened(changes: Partial<ShownOverview> = {}) {
  board = { ...BOARD, ...changes };
  await act(() => render(<BoardPage />, page));
  await shows('I Fasit af os i dag: 212');
}

const doing = (traffic: Partial<ShownOverview['traffic'][number]>) =>
  opened({ traffic: [{ ...TRAFFIC, circuit: 'closed', ...traffic }] });

test('the count of today tells how many a person has confirmed', async () => {
  await opened();
  expect(text()).toContain('(heraf 3 bekræftet af et menneske)');
  expect(text()).toContain('0 venter.');
});

test.each([
  [{ atOnce: 4, perMinute: 60 }, 'Højst 4 ad gangen og 60 i minuttet.'],
  [{ atOnce: 4 }, 'Højst 4 ad gangen.'],
  [{ perMinute: 60 }, 'Højst 60 i minuttet.'],
])('a limit is told in words: %o', async (limit, words) => {
  await doing({ ...limit, waiting: 5 });
  expect(text()).toContain(`5 venter. ${words}`);
});

test('without a limit none is told of', async () => {
  await doing({ waiting: 5 });
  expect(text()).toContain('5 venter.');
  expect(text()).not.toContain('Højst');
});

test.each([
  ['open', 'Svarer ikke. Intet sendes siden 27. nov. 2026 kl. 13.00;'],
  ['half-open', 'Har ikke svaret siden 27. nov. 2026 kl. 13.00.'],
] as const)('a receiver that does not answer is told of: %s', async (circuit, words) => {
  await doing({ circuit, since: NOW, inTurnSince: NOW });
  expect(text()).toContain(words);
  expect(text()).not.toContain('sendes efter tur');
});

test('one that answers again sends what waits in its turn', async () => {
  await doing({ inTurnSince: NOW });
  expect(text()).toContain('Det, der venter, sendes efter tur siden 27. nov. 2026 kl. 13.00');
});

test.each([
  ['2026-11-27T12:04:00Z', 'Det, der var i gang, er færdigt senest kl. 13.04.'],
  ['2026-11-27T11:59:00Z', 'Intet er i gang. Modtageren er tømt.'],
])('one that is held says who did it and why, and when it is drained: %s', async (drainedBy, words) => {
  await opened({ held: [{ ...HOLD, drainedBy }] });
  expect(text()).toContain('Holdes tilbage siden 27. nov. 2026 kl. 13.00 af Dorte Holm: Fasit flytter.');
  expect(text()).toContain(words);
  expect(button('Slip Fasit')).toBeDefined();
  expect(button('Hold Fasit tilbage')).toBeUndefined();
});

test('to hold one takes a reason, and the page is read anew', async () => {
  await opened();
  await act(() => button('Hold Fasit tilbage').click());
  const confirm = page.querySelector<HTMLButtonElement>('dialog button[type=submit]')!;
  expect(confirm.getAttribute('aria-disabled')).toBe('true');
  await act(() => {
    const why = page.querySelector<HTMLInputElement>('dialog input')!;
    why.value = ' Fasit flytter ';
    why.dispatchEvent(new Event('input', { bubbles: true }));
  });
  board = { ...BOARD, held: [{ ...HOLD, drainedBy: NOW }] };
  await act(() => confirm.click());
  await shows('Modtageren er tømt.');
  expect(sent).toContainEqual({
    call: `POST /api/operations/targets/${FASIT}/hold`,
    body: { reason: 'Fasit flytter' },
  });
});

test('a release that fails is told, and the receiver still stands as held', async () => {
  answers[`POST /api/operations/targets/${FASIT}/release`] = () =>
    problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.');
  await opened({ held: [{ ...HOLD, drainedBy: NOW }] });
  await act(() => button('Slip Fasit').click());
  await shows('Lageret svarer ikke');
  expect(text()).toContain('Holdes tilbage siden');
});

const pick = () => act(() => page.querySelector<HTMLInputElement>('.delivery input')!.click());
const confirmed = () => act(() => page.querySelector<HTMLButtonElement>('dialog button[type=submit]')!.click());

test('a move names the delivery as it was seen, and one that came too late is told what has happened', async () => {
  lines = [{ ...LINE, acts: ['try-now'] }];
  const happened = { status: 'uncertain', since: NOW, by: 'Otto Olsen' };
  const late = { code: 'moved-meanwhile', title: 'Der er sket noget', detail: '' };
  answers['POST /api/operations/moves'] = () =>
    reply(200, { items: [{ ...LINE, status: null, problem: late, happened }] });
  await opened();
  await shows('Karen Kristensen');
  await pick();
  await act(() => button('Prøv igen nu').click());
  await confirmed();
  await shows('Der er sket noget. Den er nu: Uvis, siden 27. nov. 2026 kl. 13.00 af Otto Olsen (1)');
  const { body } = sent.find(({ call }) => call.startsWith('POST /api/operations/moves'))!;
  const { person, id, target, etag } = LINE;
  expect(body).toMatchObject({ act: 'try-now', deliveries: [{ person, id, target, etag }] });
});

test('of all that match, what came after the page was read is left as it is', async () => {
  const second = { ...LINE, id: '01932f3c-7a00-7000-8000-000000000001', since: '2026-11-27T12:00:01Z' };
  lines = [{ ...LINE, acts: ['try-now'] }];
  answers['GET /api/operations/deliveries'] = () =>
    reply(200, {
      time: NOW,
      items: sent.some(({ call }) => call.includes('moves')) ? [] : lines,
      next: null,
      total: 2,
    });
  answers['POST /api/operations/moves'] = () => reply(200, { items: [{ ...LINE, problem: null, happened: null }] });
  await opened();
  await shows('Karen Kristensen');
  await pick();
  await act(() => button('Vælg alle 2, også dem der ikke vises').click());
  lines = [...lines, second];
  await act(() => button('Prøv igen nu').click());
  await confirmed();
  await shows('Den kom til eller ændrede sig, efter at du hentede siden (1)');
  const { body } = sent.find(({ call }) => call.startsWith('POST /api/operations/moves'))!;
  expect((body as { deliveries: { id: string }[] }).deliveries.map(({ id }) => id)).toEqual([LINE.id]);
});

test('a board that cannot be read is told with a way to try again', async () => {
  answers['GET /api/operations'] = () =>
    problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.');
  await act(() => render(<BoardPage />, page));
  await shows('Lageret svarer ikke');
  answers = {};
  await act(() => button('Prøv igen').click());
  await shows('I Fasit af os i dag: 212');
});

const apps = () => [...page.querySelectorAll('#filter-app option')].map(({ textContent }) => textContent);

test('an app is called by its title in the language of the page', async () => {
  await opened();
  await shows('Karen Kristensen');
  expect(page.querySelector('.pile-where')?.textContent).toBe(`Fasit · ${TITLE.da}`);
  expect(page.querySelector('.entry-title')?.textContent).toBe(`Fasit · ${TITLE.da}`);
  expect(apps()).toEqual(['Alle', TITLE.da]);
  expect(text()).not.toContain(PILE.app);
  await act(() => speak('en'));
  expect(page.querySelector('.entry-title')?.textContent).toBe(`Fasit · ${TITLE.en}`);
});

test('an app that this version does not have is called by its name in the code', async () => {
  lines = [{ ...LINE, app: 'ny-app', appTitle: null }];
  await opened({ piles: [{ ...PILE, app: 'ny-app', appTitle: null, status: 'blocked', count: 1 }] });
  await shows('Karen Kristensen');
  expect(page.querySelector('.pile-where')?.textContent).toBe('Fasit · ny-app');
  expect(page.querySelector('.entry-title')?.textContent).toBe('Fasit · ny-app');
});

const UNASKED = { finding: null, foundIds: [], checkedAt: null, explained: '', explainedBy: '', person: PERSON.key };
const RECEIPTS = [
  { ...UNASKED, id: '01932f3c-0001', at: '2026-11-26T08:15:00Z', receipt: 'doc-17', confirmed: false },
  { ...UNASKED, id: '01932f3c-0002', at: '2026-11-26T09:30:00Z', receipt: '', confirmed: true },
];
const NONE = { canBeAsked: false, there: 0, missing: 0, doubled: 0, unknown: 0, stopped: null };

test('a day is compared with the receiver by its number, and by each id', async () => {
  answers[`GET /api/operations/targets/${FASIT}/taken?day=2026-11-26`] = () =>
    reply(200, { target: FASIT, day: '2026-11-26', count: 2, confirmed: 1, ...NONE, items: RECEIPTS });
  answers[`GET /api/operations/targets/${FASIT}/taken?day=2026-11-27`] = () =>
    reply(200, { target: FASIT, day: '2026-11-27', count: 0, confirmed: 0, ...NONE, items: [] });
  await opened();
  expect(sent.some(({ call }) => call.includes('/taken'))).toBe(false);
  await act(() => {
    const details = page.querySelector<HTMLDetailsElement>('details.taken')!;
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
  });
  await shows('I dag: 0 i Fasit af os');
  const day = page.querySelector<HTMLInputElement>('details.taken input')!;
  expect(day.max).toBe('2026-11-27');
  await act(() => {
    day.value = '2026-11-26';
    day.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await shows('I går: 2 i Fasit af os (heraf 1 bekræftet af et menneske)');
  expect([...page.querySelectorAll('.taken-list li')].map(({ textContent }) => textContent)).toEqual([
    '09.15 · doc-17 · registrering 01932f3c-0001',
    '10.30 · bekræftet af et menneske · registrering 01932f3c-0002',
  ]);
});

const DAY = '2026-11-26';
const ASKED = { target: 'postkort', day: DAY, count: 3, confirmed: 0, canBeAsked: true };
const line = (number: number, changes: object) => ({ ...RECEIPTS[0], id: `01932f3c-000${number}`, ...changes });
const MISSING = line(1, { finding: 'missing' });
const DOUBLED = line(2, { finding: 'doubled', foundIds: ['t-1', 't-2'] });
const FOUND = { there: 0, missing: 1, doubled: 1, unknown: 1 };

/** The board with a day on which Postkort lacks one and has one twice, opened at that day. */
async function comparing() {
  const counts = { missing: 1, doubled: 1 };
  answers['GET /api/operations/targets/postkort/taken'] = () =>
    reply(200, { ...ASKED, ...FOUND, stopped: null, items: [MISSING, DOUBLED, line(3, {})] });
  await opened({
    takenToday: [...BOARD.takenToday, { target: 'postkort', count: 0, confirmed: 0 }],
    unmatched: [{ target: 'postkort', day: DAY, ...counts }],
  });
  expect(text()).toContain('I går: 1 mangler. 1 er der flere gange.');
  await act(() => {
    const [, details] = page.querySelectorAll<HTMLDetailsElement>('details.taken');
    details!.open = true;
    details!.dispatchEvent(new Event('toggle'));
  });
  await shows('0 er fundet i Postkort. 1 mangler. 1 er der flere gange. 1 er der ikke spurgt om endnu.');
}

test('what is missing or there twice in a receiver that can be asked is told, and asked for again', async () => {
  await comparing();
  expect(text()).toContain('Den er ikke fundet i Postkort.');
  expect(text()).toContain('Den er i Postkort flere gange: t-1, t-2.');
  answers['POST /api/operations/targets/postkort/reconcile'] = () =>
    reply(200, { ...ASKED, ...FOUND, there: 1, unknown: 0, stopped: 'unreachable', items: [MISSING, DOUBLED] });
  await act(() => button('Spørg Postkort nu').click());
  await shows('1 er fundet i Postkort.');
  expect(text()).toContain('Postkort svarer ikke nu');
  expect(sent.find(({ call }) => call.endsWith('/reconcile'))?.body).toEqual({ day: DAY });
});

test('what is right as it is takes a reason, and then needs nobody', async () => {
  await comparing();
  await act(() => button('Det er i orden').click());
  await act(() => {
    const why = page.querySelector<HTMLInputElement>('dialog input')!;
    why.value = 'Slettet i Postkort';
    why.dispatchEvent(new Event('input', { bubbles: true }));
  });
  const explained = { ...MISSING, explained: 'Slettet i Postkort', explainedBy: 'Dorte Holm' };
  answers['GET /api/operations/targets/postkort/taken'] = () =>
    reply(200, { ...ASKED, ...FOUND, stopped: null, items: [explained] });
  await confirmed();
  await shows('I orden ifølge Dorte Holm: Slettet i Postkort.');
  expect(sent).toContainEqual({
    call: `POST /api/operations/targets/postkort/taken/${PERSON.key}/01932f3c-0001/explain`,
    body: { day: DAY, reason: 'Slettet i Postkort' },
  });
  expect(button('Det er i orden')).toBeUndefined();
});
