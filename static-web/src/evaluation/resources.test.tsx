import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ShownConsumption, ShownEffects } from './api';
import { nameFor } from './Before';
import { Resources } from './Resources';
import { speak } from '../texts';
import { reply } from '../../tests/responses';
import { waitFor } from '../../tests/waiting';

const APPS = ['rekrutteringsanmodning', 'virksomhedsbesoeg'];

const COSTS: ShownConsumption = {
  period: '2026-4',
  cost: null,
  months: [
    {
      month: '2026-10',
      basis: 'none',
      cost: null,
      readAt: null,
      fault: 'part.csv, line 2',
      rateMissing: 'egress-gb',
      unknown: ['logs-gb', 'queue-messages'],
      unpriced: ['queue-operations'],
      charges: [],
      apps: [],
    },
    {
      month: '2026-11',
      basis: 'bill',
      cost: '1234.50',
      readAt: null,
      fault: '',
      rateMissing: '',
      unknown: [],
      unpriced: [],
      charges: [{ meter: 'Logs', unit: 'GB', consumed: '5', billed: '5', cost: '1234.50', source: 'the bill' }],
      apps: [],
    },
  ],
  apps: APPS.map((app, place) => ({
    app,
    registrations: 10 * place,
    cost: '617.25',
    perRegistration: place ? '61.73' : null,
  })),
};

const effectOf = (app: string) => ({
  app,
  registrations: 5,
  toAccepted: { count: 5, median: 40, ninetieth: 90 },
  toCaseSystem: { count: 0, median: null, ninetieth: null },
  dated: 5,
  atVisit: 4,
  corrected: 1,
  refused: 0,
  asked: 0,
  answered: 0,
  companies: 3,
  repeatsAvoided: 1,
  taps: { count: 5, median: 31, ninetieth: 60 },
  keys: { count: 5, median: 48, ninetieth: 90 },
  inForm: { count: 5, median: 4, ninetieth: 9 },
});

const NO_OPINIONS: ShownEffects['opinions'] = { state: 'collecting', apps: [], tooFew: [] };

const EFFECTS: ShownEffects = {
  period: '2026-4',
  reckonedAt: '2026-11-24T02:05:00Z',
  apps: ['', ...APPS].map(effectOf),
  maintenance: { registrations: 1, minutes: 95, byKind: { support: 95 }, bySystem: {}, spent: '0.00', unannounced: 0 },
  opinions: NO_OPINIONS,
  changes: {
    releases: 3,
    versions: [{ app: 'kandidat', version: 2, at: '2026-11-09T12:00:00Z', days: 17 }],
  },
  before: [],
  titles: { virksomhedsbesoeg: { da: 'Registrering ved virksomhedsbesøg', en: 'Company visit' } },
};

let page: HTMLElement;
let sent: { method: string; path: string; body: unknown }[];
let effects: ShownEffects;

beforeEach(() => {
  speak('da');
  sent = [];
  effects = EFFECTS;
  page = document.body.appendChild(document.createElement('main'));
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
    sent.push({ method: init.method ?? 'GET', path, body });
    const answer = path.includes('consumption') ? COSTS : effects;
    return Promise.resolve(reply(200, answer));
  });
});

afterEach(() => {
  render(null, page);
  page.remove();
  vi.unstubAllGlobals();
});

async function shown() {
  await act(() => render(<Resources period="2026-4" />, page));
  await waitFor(() => expect(page.querySelector('#evaluation-costs')).not.toBeNull());
  return page.textContent;
}

const row = (name: string) =>
  [...page.querySelectorAll('tr')]
    .filter((line) => line.querySelector('th[scope=row]')?.textContent === name)
    .map((line) => [...line.querySelectorAll('td.number')].map((cell) => cell.textContent));

test('says of each month whether it is the bill, and what is wrong with one that is not', async () => {
  const text = await shown();
  expect(text).toContain('november 2026: 1.234,50 kr. (Regning)');
  expect(text).toContain('oktober 2026: – (Ikke kendt)');
  expect(text).toContain('Regningen kan ikke bruges: part.csv, line 2');
  expect(text?.match(/Ikke talt med, fordi det ikke kunne aflæses: [^.]*/g)).toEqual([
    'Ikke talt med, fordi det ikke kunne aflæses: Logs; Beskeder lagt i kø',
  ]);
  expect(text).toContain('Der er intet skøn: satserne for Data ud af lageret begynder senere end måneden.');
  expect(text).toContain('Aflæst, men ikke regnet med, fordi satserne ingen pris har: ');
  expect(page.querySelector('.evaluation-percent')?.textContent).toBe('Ikke kendt');
});

test('tells shares with their counts, and nothing of nothing', async () => {
  await shown();
  expect(row('Påbegyndt ved besøget')).toEqual([['80 % (4 af 5)', '80 % (4 af 5)', '80 % (4 af 5)']]);
  expect(row('Minutter fra besøg til fagsystem, halvdelen højst')).toEqual([['–', '–', '–']]);
  expect(row('Registrering ved virksomhedsbesøg')).toEqual([['10', '617,25 kr.', '61,73 kr.']]);
  expect(row('rekrutteringsanmodning')).toEqual([['0', '617,25 kr.', '–']]);
});

test('shows one app alone when it is chosen', async () => {
  await shown();
  const choice = page.querySelector<HTMLSelectElement>('#evaluation-app');
  await act(() => {
    if (choice) choice.value = 'virksomhedsbesoeg';
    choice?.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(row('Virksomheder nået')).toEqual([['3']]);
  expect(row('rekrutteringsanmodning')).toEqual([]);
});

test('sends a figure of before with its source, under a name of the task', async () => {
  await shown();
  const form = page.querySelector('form');
  for (const [name, value] of [
    ['task', 'Registrering af praktik'],
    ['value', '80'],
    ['unit', 'klik'],
    ['source', 'STAR, maj 2024'],
  ] as const) {
    const input = form?.querySelector<HTMLInputElement>(`[name=${name}]`);
    if (input) input.value = value;
  }
  const body = { task: 'Registrering af praktik', value: 80, unit: 'klik', source: 'STAR, maj 2024' };
  const path = '/api/evaluation/before/registrering-af-praktik';
  await act(() => {
    form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  });
  await waitFor(() => expect(sent).toContainEqual({ method: 'PUT', path, body }));
});

test('what the form takes now stands beside what the task took before', async () => {
  const before = {
    id: 'a',
    task: 'En praktik',
    value: 80,
    unit: 'klik',
    source: 'STAR',
    by: 'Eva',
    at: '2026-11-23T12:00:00Z',
  };
  effects = { ...EFFECTS, before: [before] };
  await shown();
  const table = page.querySelector('#evaluation-before + div')?.textContent;
  expect(table).toContain('En praktik80 klikSTAR');
  expect(table).toContain('Nu: en registrering, Registrering ved virksomhedsbesøg31 trykMedian af 5 registreringer');
  expect(table).toContain('48 tastninger');
  expect(row('Minutter i skemaet, halvdelen højst')).toEqual([['4', '4', '4']]);
});

test.each([
  [{ state: 'by-quarter', apps: [], tooFew: [] }, 'Svarene gøres op for hele kvartaler.'],
  [NO_OPINIONS, 'Svarene vises, når kvartalet har været slut i en uge'],
  [{ state: 'counted', apps: [], tooFew: ['kandidat'] }, 'Der er ikke svar nok til at vise noget'],
  [{ state: 'counted', apps: [], tooFew: ['kandidat'] }, 'ikke er regnet med: kandidat'],
] as const)("of users' answers in %o it says so", async (opinions, sentence) => {
  effects = { ...EFFECTS, opinions: { ...opinions, apps: [], tooFew: [...opinions.tooFew] } };
  expect(await shown()).toContain(sentence);
});

test('tells what users think of many answers', async () => {
  const byApp = ['', 'virksomhedsbesoeg'].map((app) => ({ app, answers: 12, needs: '4.2', easy: '4.5', score: 84 }));
  effects = { ...EFFECTS, opinions: { state: 'counted', apps: byApp, tooFew: [] } };
  await shown();
  expect(row('Svar')).toEqual([['12', '12']]);
  expect(row('Den er let at bruge (1–5)')).toEqual([['4,5', '4,5']]);
  expect(row('Samlet (0–100)')).toEqual([['84', '84']]);
});

test('tells what was changed, and how many days a version took', async () => {
  expect(await shown()).toContain('Udrulninger: 3. Nye versioner af skemaer: 1.');
  expect(row('kandidat 2')).toEqual([['17']]);
});

test('an app is shown by its title, and by its name where none is known', async () => {
  effects = { ...EFFECTS, opinions: { state: 'counted', apps: [], tooFew: ['virksomhedsbesoeg', 'kandidat'] } };
  const text = await shown();
  const options = [...page.querySelectorAll('#evaluation-app option')].map((option) => option.textContent);
  const titles = ['Alle apps', 'Registrering ved virksomhedsbesøg', 'rekrutteringsanmodning'];
  expect(options).toEqual(titles);
  const columns = [...page.querySelectorAll('#evaluation-effect ~ div th[scope=col]')].map((head) => head.textContent);
  expect(new Set(columns)).toEqual(new Set(['Tal', ...titles]));
  expect(text).toContain('ikke er regnet med: Registrering ved virksomhedsbesøg, kandidat');
  expect(text).not.toContain('virksomhedsbesoeg');
});

test('a server of before, which sends no titles, is understood during a deployment', async () => {
  effects = { ...EFFECTS, titles: undefined as unknown as ShownEffects['titles'] };
  await shown();
  expect(row('virksomhedsbesoeg')).toEqual([['10', '617,25 kr.', '61,73 kr.']]);
});

test('says so where a period was not reckoned yet', async () => {
  effects = { ...EFFECTS, reckonedAt: null, apps: [], maintenance: null };
  expect(await shown()).toContain('Tallene gøres op hver nat.');
});

test.each([
  ['Et interview', 'et-interview'],
  ['80 klik: Ærø & Åbenrå', 'klik-aeroe-aabenraa'],
  ['123', 'task'],
  ['a'.repeat(90), 'a'.repeat(40)],
])('the figure of %s is called %s', (task, name) => {
  expect(nameFor(task)).toBe(name);
});
