/** Answers that arrive in another order than their requests: the pages show what was asked for last. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, expect, test } from 'vitest';
import { BOARD, button, FASIT, LINE, NOW, openBoard, server, shows, text } from '../../tests/board';
import { PERSON } from '../../tests/fake-api';
import { heldReply, problem, reply } from '../../tests/responses';
import { typeInto } from '../../tests/typing';
import { NO_FILTER } from './api';
import { chosenFilter } from './chosen-filter';
import { DeliveryPage } from './DeliveryPage';
import { HandedNote } from './HandedNote';

const pageOf = (names: string[], next: string | null = null) =>
  reply(200, { time: NOW, items: names.map((name) => ({ ...LINE, id: name, name })), next, total: 9 });
const failed = () => problem(503, 'storage-unavailable', 'Lageret svarer ikke', 'Prøv igen om lidt.');
const listOf = (status: string, after = '') =>
  `GET /api/operations/deliveries?status=${status}&target=&app=&limit=50&after=${after}`;

/** Sets the answer to the second page of all deliveries. The first answer that fits a call counts, so it stands before the others. */
function answerSecondPage(answer: () => Response | Promise<Response>) {
  server.answers = { [listOf('', 'second-page')]: answer, ...server.answers };
}

const choose = (status: string) =>
  act(() => {
    const select = server.page.querySelector<HTMLSelectElement>('#filter-status')!;
    select.value = status;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
const names = () => [...server.page.querySelectorAll('.delivery')].map(({ textContent }) => textContent);

beforeEach(() => {
  chosenFilter.value = NO_FILTER;
  server.answers[listOf('')] = () => pageOf(['Anna'], 'second-page');
});

test('the list is that of the filter chosen last, though the answer to the previous filter arrives after it', async () => {
  const refused = heldReply();
  server.answers[listOf('refused')] = () => refused.reply;
  server.answers[listOf('parked')] = () => pageOf(['Pia']);
  await openBoard();
  await shows('Anna');
  await choose('refused');
  await choose('parked');
  await shows('Pia');
  await act(() => refused.send(pageOf(['Rikke'])));
  expect(names()).toHaveLength(1);
  expect(text()).toContain('Pia');
});

test('a failure for the previous filter that arrives last does not hide the list', async () => {
  const refused = heldReply();
  server.answers[listOf('refused')] = () => refused.reply;
  server.answers[listOf('parked')] = () => pageOf(['Pia']);
  await openBoard();
  await choose('refused');
  await choose('parked');
  await shows('Pia');
  await act(() => refused.send(failed()));
  expect(text()).not.toContain('Lageret svarer ikke');
});

test('the next page of the previous filter is not added to the list of the filter chosen last', async () => {
  const more = heldReply();
  answerSecondPage(() => more.reply);
  server.answers[listOf('parked')] = () => pageOf(['Pia']);
  await openBoard();
  await shows('Anna');
  await act(() => button('Vis flere').click());
  await choose('parked');
  await shows('Pia');
  await act(() => more.send(pageOf(['Bodil'])));
  expect(names()).toHaveLength(1);
  expect(text()).not.toContain('Bodil');
});

test('while the list of a new filter is awaited, no page is added to the old one', async () => {
  const parked = heldReply();
  server.answers[listOf('parked')] = () => parked.reply;
  await openBoard();
  await shows('Anna');
  await choose('parked');
  await act(() => button('Vis flere').click());
  await act(() => parked.send(pageOf(['Pia'])));
  await shows('Pia');
  expect(names()).toHaveLength(1);
});

test('the next page follows the first one', async () => {
  answerSecondPage(() => pageOf(['Bodil']));
  await openBoard();
  await shows('Anna');
  await act(() => button('Vis flere').click());
  await shows('Bodil');
  expect(names()).toHaveLength(2);
  expect(button('Vis flere')).toBeUndefined();
});

test('of two refreshes of the board the latter is shown, whichever is answered last', async () => {
  await openBoard();
  const first = heldReply();
  server.answers['GET /api/operations'] = () => first.reply;
  await act(() => button('Hent igen').click());
  delete server.answers['GET /api/operations'];
  server.board = { ...BOARD, takenToday: [{ target: FASIT, count: 214, confirmed: 0 }] };
  await act(() => button('Hent igen').click());
  await shows('I Fasit af os i dag: 214');
  await act(() => first.send(reply(200, BOARD)));
  expect(text()).toContain('I Fasit af os i dag: 214');
});

test('the page of a delivery shows the one asked for last, whichever is answered last', async () => {
  const shown = (id: string) => reply(200, { ...LINE, id, key: id, revision: 1, steps: {}, history: [] });
  const placeOf = (id: string) => `${PERSON.key}/${id}/${FASIT}`;
  const first = heldReply();
  server.answers[`GET /api/operations/deliveries/${placeOf('first')}`] = () => first.reply;
  server.answers[`GET /api/operations/deliveries/${placeOf('second')}`] = () => shown('second');
  await act(() => render(<DeliveryPage place={placeOf('first')} />, server.page));
  await act(() => render(<DeliveryPage place={placeOf('second')} />, server.page));
  await shows('second');
  await act(() => first.send(shown('first')));
  expect(text()).toContain('second');
  expect(text()).not.toContain('first');
});

test('the number handed over is the one counted last, whichever is answered last', async () => {
  const handed = (total: number) =>
    reply(200, { time: NOW, items: [{ ...LINE, assigned: PERSON.name }], next: null, total });
  const first = heldReply();
  server.answers['GET /api/operations/deliveries'] = () => first.reply;
  await act(() => render(<HandedNote reloadCount={1} />, server.page));
  server.answers['GET /api/operations/deliveries'] = () => handed(3);
  await act(() => render(<HandedNote reloadCount={2} />, server.page));
  await shows('3 leveringer er givet til dig.');
  await act(() => first.send(handed(7)));
  expect(text()).toContain('3 leveringer er givet til dig.');
});

test('a failure for the previous day that arrives last does not hide the day that is shown', async () => {
  const today = heldReply();
  const day = { target: FASIT, confirmed: 0, canBeAsked: false, there: 0, missing: 0, doubled: 0, unknown: 0 };
  const taken = `GET /api/operations/targets/${FASIT}/taken?day=`;
  server.answers[`${taken}2026-11-27`] = () => today.reply;
  server.answers[`${taken}2026-11-26`] = () =>
    reply(200, { ...day, day: '2026-11-26', count: 2, stopped: null, items: [] });
  await openBoard();
  await act(() => {
    const details = server.page.querySelector<HTMLDetailsElement>('details.taken')!;
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
  });
  await act(() => typeInto(server.page.querySelector<HTMLInputElement>('details.taken input')!, '2026-11-26'));
  await shows('I går: 2 i Fasit af os');
  await act(() => today.send(failed()));
  expect(text()).not.toContain('Lageret svarer ikke');
});
