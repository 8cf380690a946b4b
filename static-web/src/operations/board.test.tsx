/** The page *Drift*, as an operator sees it: each receiver's traffic, holding and releasing it, and the apps' titles. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { BoardPage } from './BoardPage';
import type { ShownOverview } from './api';
import { speak } from '../texts';
import {
  button,
  BOARD,
  confirmDialog,
  FASIT,
  HOLD,
  LINE,
  NOW,
  openBoard,
  PILE,
  server,
  shows,
  text,
  TITLE,
  TRAFFIC,
  typeReason,
} from '../../tests/board';
import { problem } from '../../tests/responses';
import { waitFor } from '../../tests/waiting';

const openWithTraffic = (traffic: Partial<ShownOverview['traffic'][number]>) =>
  openBoard({ traffic: [{ ...TRAFFIC, circuit: 'closed', ...traffic }] });

test('the count of today says how many a person has confirmed', async () => {
  await openBoard();
  expect(text()).toContain('(heraf 3 bekræftet af et menneske)');
  expect(text()).toContain('0 venter.');
});

test.each([
  [{ atOnce: 4, perMinute: 60 }, 'Højst 4 ad gangen og 60 i minuttet.'],
  [{ atOnce: 4 }, 'Højst 4 ad gangen.'],
  [{ perMinute: 60 }, 'Højst 60 i minuttet.'],
])('a limit is shown in words: %o', async (limit, words) => {
  await openWithTraffic({ ...limit, waiting: 5 });
  expect(text()).toContain(`5 venter. ${words}`);
});

test('of a receiver without a limit only the number that waits is shown', async () => {
  await openWithTraffic({ waiting: 5 });
  expect(text()).toContain('5 venter.');
  expect(text()).not.toContain('Højst');
});

test.each([
  ['open', 'Svarer ikke. Intet sendes siden 27. nov. 2026 kl. 13.00;'],
  ['half-open', 'Har ikke svaret siden 27. nov. 2026 kl. 13.00.'],
] as const)('a receiver that does not answer is shown as such: %s', async (circuit, words) => {
  await openWithTraffic({ circuit, since: NOW, inTurnSince: NOW });
  expect(text()).toContain(words);
  expect(text()).not.toContain('sendes efter tur');
});

test('a receiver that answers again gets the waiting deliveries in turn', async () => {
  await openWithTraffic({ inTurnSince: NOW });
  expect(text()).toContain('Det, der venter, sendes efter tur siden 27. nov. 2026 kl. 13.00');
});

test.each([
  ['2026-11-27T12:04:00Z', 'Det, der var i gang, er færdigt senest kl. 13.04.'],
  ['2026-11-27T11:59:00Z', 'Intet er i gang. Modtageren er tømt.'],
])('a held receiver shows who held it, why, and when nothing is under way any more: %s', async (drainedBy, words) => {
  await openBoard({ held: [{ ...HOLD, drainedBy }] });
  expect(text()).toContain('Holdes tilbage siden 27. nov. 2026 kl. 13.00 af Dorte Holm: Fasit flytter.');
  expect(text()).toContain(words);
  expect(button('Slip Fasit')).toBeDefined();
  expect(button('Hold Fasit tilbage')).toBeUndefined();
});

test('holding a receiver needs a reason, and reloads the page', async () => {
  await openBoard();
  await act(() => button('Hold Fasit tilbage').click());
  const confirm = server.page.querySelector<HTMLButtonElement>('dialog button[type=submit]')!;
  expect(confirm.getAttribute('aria-disabled')).toBe('true');
  await typeReason(' Fasit flytter ');
  server.board = { ...BOARD, held: [{ ...HOLD, drainedBy: NOW }] };
  await act(() => confirm.click());
  await shows('Modtageren er tømt.');
  expect(server.sent).toContainEqual({
    call: `POST /api/operations/targets/${FASIT}/hold`,
    body: { reason: 'Fasit flytter' },
  });
});

test('a release that fails is shown, and the receiver is still shown as held', async () => {
  server.answers[`POST /api/operations/targets/${FASIT}/release`] = () =>
    problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.');
  await openBoard({ held: [{ ...HOLD, drainedBy: NOW }] });
  await act(() => button('Slip Fasit').click());
  await confirmDialog();
  await shows('Lageret svarer ikke');
  expect(text()).toContain('Holdes tilbage siden');
});

test('all that waits for a held receiver goes out only after a question', async () => {
  await openBoard({ held: [{ ...HOLD, drainedBy: NOW }], traffic: [{ ...TRAFFIC, circuit: 'closed', waiting: 212 }] });
  await act(() => button('Slip Fasit').click());
  const releases = () => server.sent.filter(({ call }) => call.endsWith(`${FASIT}/release`));
  expect(releases()).toEqual([]);
  expect(server.page.querySelector('dialog')?.textContent).toContain('(212 venter)');
  server.board = BOARD;
  await confirmDialog();
  await waitFor(() => expect(button('Hold Fasit tilbage')).toBeDefined());
  expect(releases()).toHaveLength(1);
});

test.each([
  ['open', 'Svarede ikke, da der sidst blev sendt', 'det prøves af sig selv'],
  ['half-open', 'Svarede ikke, da der sidst blev sendt', 'En enkelt sendes nu'],
  ['closed', 'Holdes tilbage siden', 'sendes efter tur'],
] as const)('of a held receiver nothing is said to go out by itself: %s', async (circuit, words, untrue) => {
  const traffic = [{ ...TRAFFIC, circuit, since: NOW, inTurnSince: NOW }];
  await openBoard({ held: [{ ...HOLD, drainedBy: NOW }], traffic });
  expect(text()).toContain(words);
  expect(text()).not.toContain(untrue);
});

test('after a tap on a pile the next Tab continues in the list', async () => {
  await openBoard();
  await shows('Karen Kristensen');
  await act(() => server.page.querySelector<HTMLButtonElement>('.pile-show')!.click());
  expect(document.activeElement?.id).toBe('deliveries');
});

test('two deliveries of the same person are told apart by when they came and the end of their ids', async () => {
  const other = { ...LINE, id: '01932f3c-7a00-7000-8000-0000000abcde', receivedAt: '2026-11-27T11:58:00Z' };
  server.lines = [LINE, other];
  await openBoard();
  await shows('Karen Kristensen');
  const names = [...server.page.querySelectorAll('.delivery label')].map(({ textContent }) => textContent);
  expect(names).toEqual([
    'Vælg Fasit, Karen Kristensen, modtaget 27. nov. 2026 kl. 13.00, id …000000',
    'Vælg Fasit, Karen Kristensen, modtaget 27. nov. 2026 kl. 12.58, id …0abcde',
  ]);
  expect(text()).toContain('modtaget 27. nov. 2026 kl. 12.58 · id …0abcde');
});

test('a board that cannot be fetched shows the failure and a button to try again', async () => {
  server.answers['GET /api/operations'] = () =>
    problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.');
  await act(() => render(<BoardPage />, server.page));
  await shows('Lageret svarer ikke');
  server.answers = {};
  await act(() => button('Prøv igen').click());
  await shows('I Fasit af os i dag: 212');
});

const appOptions = () => [...server.page.querySelectorAll('#filter-app option')].map(({ textContent }) => textContent);

test('an app is called by its title in the language of the page', async () => {
  await openBoard();
  await shows('Karen Kristensen');
  expect(server.page.querySelector('.pile-where')?.textContent).toBe(`Fasit · ${TITLE.da}`);
  expect(server.page.querySelector('.entry-title')?.textContent).toBe(`Fasit · ${TITLE.da}`);
  expect(appOptions()).toEqual(['Alle', TITLE.da]);
  expect(text()).not.toContain(PILE.app);
  await act(() => speak('en'));
  expect(server.page.querySelector('.entry-title')?.textContent).toBe(`Fasit · ${TITLE.en}`);
});

test('an app that this version does not have is called by its name in the code', async () => {
  server.lines = [{ ...LINE, app: 'ny-app', appTitle: null }];
  await openBoard({ piles: [{ ...PILE, app: 'ny-app', appTitle: null, status: 'blocked', count: 1 }] });
  await shows('Karen Kristensen');
  expect(server.page.querySelector('.pile-where')?.textContent).toBe('Fasit · ny-app');
  expect(server.page.querySelector('.entry-title')?.textContent).toBe('Fasit · ny-app');
});

test.each([
  [[null, 4, 2], 1, 'ned fra 4 til 1'],
  [[null, 1, 7], 9, 'op fra 1 til 9'],
  [[3, 8], 3, 'uændret, 3'],
  [[0, 6], 0, 'uændret, 0'],
  [[null, null], 2, 'ikke talt endnu'],
])('the trend of the last day is told in words: %o and now %i', async (hours, count, words) => {
  await openBoard({ piles: [{ ...PILE, status: 'uncertain', count, hours }] });
  expect(server.page.querySelector('.pile-trend')?.textContent).toBe(`Seneste døgn: ${words}`);
  const bars = [...server.page.querySelectorAll('.pile-bars rect')].map((bar) => Number(bar.getAttribute('height')));
  expect(bars).toHaveLength(hours.length + 1);
  expect(bars.indexOf(Math.max(...bars))).toBe([...hours, count].indexOf(Math.max(...hours.map(Number), count)));
});

test('the age of the oldest is told, and what is closed waits for nobody', async () => {
  const since = '2026-11-27T09:30:00Z';
  await openBoard({
    piles: [
      { ...PILE, status: 'uncertain', count: 1, since },
      { ...PILE, status: 'closed', count: 5 },
      { ...PILE, status: 'parked', count: 0, since: null, hours: [0, 0] },
    ],
  });
  expect(server.page.querySelectorAll('.pile')).toHaveLength(1);
  expect(server.page.querySelector('.pile')?.textContent).toContain('Ældste 2 timer');
});

test('a pile shows its own deliveries', async () => {
  await openBoard();
  await act(() => server.page.querySelector<HTMLButtonElement>('.pile-show')!.click());
  await shows('Karen Kristensen');
  expect(server.sent.at(-1)?.call).toContain(`status=refused&target=${FASIT}&app=${PILE.app}`);
});
