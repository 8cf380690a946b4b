/** What an operator sees on the page *Drift*: how each receiver is doing, what is done about it, and what each app is called. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { BoardPage } from './BoardPage';
import type { ShownOverview } from './api';
import { speak } from '../texts';
import {
  button,
  BOARD,
  FASIT,
  HOLD,
  LINE,
  NOW,
  opened,
  PILE,
  server,
  shows,
  text,
  TITLE,
  TRAFFIC,
} from '../../tests/board';
import { problem } from '../../tests/responses';

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
  const confirm = server.page.querySelector<HTMLButtonElement>('dialog button[type=submit]')!;
  expect(confirm.getAttribute('aria-disabled')).toBe('true');
  await act(() => {
    const why = server.page.querySelector<HTMLInputElement>('dialog input')!;
    why.value = ' Fasit flytter ';
    why.dispatchEvent(new Event('input', { bubbles: true }));
  });
  server.board = { ...BOARD, held: [{ ...HOLD, drainedBy: NOW }] };
  await act(() => confirm.click());
  await shows('Modtageren er tømt.');
  expect(server.sent).toContainEqual({
    call: `POST /api/operations/targets/${FASIT}/hold`,
    body: { reason: 'Fasit flytter' },
  });
});

test('a release that fails is told, and the receiver still stands as held', async () => {
  server.answers[`POST /api/operations/targets/${FASIT}/release`] = () =>
    problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.');
  await opened({ held: [{ ...HOLD, drainedBy: NOW }] });
  await act(() => button('Slip Fasit').click());
  await shows('Lageret svarer ikke');
  expect(text()).toContain('Holdes tilbage siden');
});

test('a board that cannot be read is told with a way to try again', async () => {
  server.answers['GET /api/operations'] = () =>
    problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.');
  await act(() => render(<BoardPage />, server.page));
  await shows('Lageret svarer ikke');
  server.answers = {};
  await act(() => button('Prøv igen').click());
  await shows('I Fasit af os i dag: 212');
});

const apps = () => [...server.page.querySelectorAll('#filter-app option')].map(({ textContent }) => textContent);

test('an app is called by its title in the language of the page', async () => {
  await opened();
  await shows('Karen Kristensen');
  expect(server.page.querySelector('.pile-where')?.textContent).toBe(`Fasit · ${TITLE.da}`);
  expect(server.page.querySelector('.entry-title')?.textContent).toBe(`Fasit · ${TITLE.da}`);
  expect(apps()).toEqual(['Alle', TITLE.da]);
  expect(text()).not.toContain(PILE.app);
  await act(() => speak('en'));
  expect(server.page.querySelector('.entry-title')?.textContent).toBe(`Fasit · ${TITLE.en}`);
});

test('an app that this version does not have is called by its name in the code', async () => {
  server.lines = [{ ...LINE, app: 'ny-app', appTitle: null }];
  await opened({ piles: [{ ...PILE, app: 'ny-app', appTitle: null, status: 'blocked', count: 1 }] });
  await shows('Karen Kristensen');
  expect(server.page.querySelector('.pile-where')?.textContent).toBe('Fasit · ny-app');
  expect(server.page.querySelector('.entry-title')?.textContent).toBe('Fasit · ny-app');
});
