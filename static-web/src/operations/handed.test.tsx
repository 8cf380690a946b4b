/** A note shows a person the deliveries that were handed to them, and leads to the list of these; others see no note. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, expect, test } from 'vitest';
import { button, confirmDialog, LINE, NOW, openBoard, chooseFirst, server, shows, text } from '../../tests/board';
import { PERSON } from '../../tests/fake-api';
import { problem, reply } from '../../tests/responses';
import { waitFor } from '../../tests/waiting';
import { NO_FILTER } from './api';
import { chosenFilter } from './chosen-filter';
import { HandedNote } from './HandedNote';

const HANDED_TO_ME = { ...LINE, assigned: PERSON.name };

/** Answers the list of the deliveries that were handed to the signed-in person. */
const answerHandedOver = (count: number, line = HANDED_TO_ME) => {
  server.answers['GET /api/operations/deliveries?status=&target=&app=&limit=1&after=&assigned=me'] = () =>
    reply(200, { time: NOW, items: count ? [line] : [], next: null, total: count });
};

beforeEach(() => {
  chosenFilter.value = NO_FILTER;
});

test('the page shows how many were handed to the person, and lists these alone', async () => {
  answerHandedOver(3);
  server.lines = [HANDED_TO_ME];
  await openBoard();
  await shows('3 leveringer er givet til dig.');
  await act(() => server.page.querySelector<HTMLAnchorElement>('.alert a')!.click());
  await shows('Karen Kristensen');
  expect(server.page.querySelector<HTMLSelectElement>('#filter-assigned')?.value).toBe('me');
  expect(server.sent.at(-1)?.call).toBe(
    'GET /api/operations/deliveries?status=&target=&app=&limit=50&after=&assigned=me',
  );
  expect(text()).toContain(`givet til ${PERSON.name}`);
});

test('the front page shows the number too, and leads to the list', async () => {
  answerHandedOver(1);
  await act(() => render(<HandedNote />, server.page));
  await shows('1 levering er givet til dig.');
  const link = server.page.querySelector('a')!;
  expect(link.getAttribute('href')).toBe('/drift');
  link.addEventListener('click', (event) => event.preventDefault());
  await act(() => link.click());
  expect(chosenFilter.value.assigned).toBe('me');
});

test.each([
  ['none were handed over', () => answerHandedOver(0)],
  ['a server of the previous release lists all', () => answerHandedOver(7, { ...LINE, assigned: '' })],
  [
    'the server does not answer',
    () => {
      server.answers['GET /api/operations/deliveries?status=&target=&app=&limit=1&'] = () =>
        problem(503, 'storage-unavailable', 'Lageret svarer ikke', '');
    },
  ],
])('no note is shown where %s', async (_, answer) => {
  answer();
  await openBoard();
  await shows('Karen Kristensen');
  expect(text()).not.toContain('givet til dig');
});

test('the list has the same filter after going back from a delivery', async () => {
  await openBoard();
  const state = server.page.querySelector<HTMLSelectElement>('#filter-status')!;
  state.value = 'refused';
  await act(() => {
    state.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await act(() => render(null, server.page));
  await openBoard();
  expect(server.page.querySelector<HTMLSelectElement>('#filter-status')?.value).toBe('refused');
});

const choices = () => [...server.page.querySelectorAll('#act-whom option')].map((option) => option.textContent);

test('a delivery that somebody has can be taken back', async () => {
  server.lines = [{ ...HANDED_TO_ME, acts: ['hand'] }];
  server.answers['GET /api/operations/helpers'] = () => reply(200, { items: [] });
  await openBoard();
  await shows('Karen Kristensen');
  await chooseFirst();
  await act(() => button('Giv videre').click());
  expect(choices()).toEqual(['Vælg en person', 'Ingen (tag tilbage)']);
  await act(() => {
    const whom = server.page.querySelector<HTMLSelectElement>('#act-whom')!;
    whom.selectedIndex = 1;
    whom.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await confirmDialog();
  await waitFor(() => expect(server.sent.find(({ call }) => call.includes('moves'))?.body).toMatchObject({ to: null }));
});

test('a delivery is handed only to a person who is chosen by name', async () => {
  server.lines = [{ ...LINE, acts: ['hand'] }];
  server.answers['GET /api/operations/helpers'] = () =>
    reply(200, { items: [{ key: 'f'.repeat(32), name: 'Tove Teamleder', roles: ['teamleder'], team: 'Nord' }] });
  server.answers['POST /api/operations/moves'] = () =>
    reply(200, { items: [{ ...LINE, problem: null, happened: null }] });
  await openBoard();
  await shows('Karen Kristensen');
  await chooseFirst();
  await act(() => button('Giv videre').click());
  await shows('Tove Teamleder, Nord');
  await confirmDialog();
  expect(server.sent.filter(({ call }) => call.includes('moves'))).toEqual([]);
  expect(choices()).toEqual(['Vælg en person', 'Tove Teamleder, Nord']);
  await act(() => {
    const whom = server.page.querySelector<HTMLSelectElement>('#act-whom')!;
    whom.value = 'f'.repeat(32);
    whom.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await confirmDialog();
  await shows('Giv videre: 1 af 1 gjort');
  expect(server.sent.find(({ call }) => call.includes('moves'))?.body).toMatchObject({
    act: 'hand',
    to: 'f'.repeat(32),
  });
});
