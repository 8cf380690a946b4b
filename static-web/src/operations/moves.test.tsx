/** A move applies to the deliveries as the operator saw them. One that has changed since is not moved, and the page says so. */
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { button, chooseFirst, confirmDialog, LINE, NOW, openBoard, server, shows } from '../../tests/board';
import { reply } from '../../tests/responses';

const ALL = 'Vælg alle 2, også dem der ikke vises';
const CHANGED = '2026-11-27T12:00:01Z';
const RETRIABLE = { ...LINE, acts: ['try-now' as const] };
const MOVED = { ...LINE, problem: null, happened: null };
const CONFLICT = { code: 'moved-meanwhile', title: 'Der er sket noget', detail: '' };

const moves = () => server.sent.filter(({ call }) => call.startsWith('POST /api/operations/moves'));

/** Shows the deliveries of `list` (one that can be tried again, if left out), with the first one chosen. */
async function openAndChoose(result: object, list?: () => object) {
  server.lines = [RETRIABLE];
  server.answers['POST /api/operations/moves'] = () => reply(200, { items: [result] });
  if (list) server.answers['GET /api/operations/deliveries'] = () => reply(200, { time: NOW, ...list() });
  await openBoard();
  await shows('Karen Kristensen');
  await chooseFirst();
}

async function tryNow() {
  await act(() => button('Prøv igen nu').click());
  await confirmDialog();
}

test('a move names the delivery as it was seen, and one that came too late shows the new state', async () => {
  const happened = { status: 'uncertain', since: NOW, by: 'Otto Olsen' };
  await openAndChoose({ ...LINE, status: null, problem: CONFLICT, happened });
  await tryNow();
  await shows('Der er sket noget. Den er nu: Uvis. Sidst ændret 27. nov. 2026 kl. 13.00 af Otto Olsen (1)');
  const { person, id, target, etag } = LINE;
  expect(moves()[0]!.body).toMatchObject({ act: 'try-now', deliveries: [{ person, id, target, etag }] });
});

test('a new state that no person caused is shown without a name', async () => {
  const happened = { status: 'uncertain', since: NOW, by: '' };
  await openAndChoose({ ...LINE, status: null, problem: CONFLICT, happened });
  await tryNow();
  await shows('Der er sket noget. Den er nu: Uvis, siden 27. nov. 2026 kl. 13.00 (1)');
});

test('of all that match, a delivery that came after the page was loaded is not moved', async () => {
  const list = () => ({ items: moves().length > 0 ? [] : server.lines, next: null, total: 2 });
  await openAndChoose(MOVED, list);
  await act(() => button(ALL).click());
  server.lines = [...server.lines, { ...LINE, id: '01932f3c-7a00-7000-8000-000000000001', since: CHANGED }];
  await tryNow();
  await shows('Den kom til eller ændrede sig, efter at du hentede siden (1)');
  const { deliveries } = moves()[0]!.body as { deliveries: { id: string }[] };
  expect(deliveries.map(({ id }) => id)).toEqual([LINE.id]);
});

test('a moved delivery that still matches is counted once', async () => {
  let pages = 0;
  const list = () => {
    const isMoved = moves().length > 0;
    // The second page begins after the first one's last delivery. The moved one stands there now, with a new time.
    const next = pages++ === 0 || isMoved ? null : 'more';
    return { items: [{ ...RETRIABLE, since: isMoved ? CHANGED : LINE.since }], next, total: 2 };
  };
  await openAndChoose(MOVED, list);
  await act(() => button(ALL).click());
  await tryNow();
  await shows('1 af 2 gjort');
  expect(document.body.textContent).not.toContain('kom til eller ændrede sig');
});

test('a dialog says to how many of the chosen deliveries its act applies', async () => {
  server.lines = ['park', 'park', 'try-now'].map((name, number) => ({
    ...{ ...LINE, id: `01932f3c-7a00-7000-8000-00000000000${number}`, acts: [name as 'park' | 'try-now'] },
  }));
  await openBoard();
  await shows('Karen Kristensen');
  await act(() => button('Vælg alle viste').click());
  await act(() => button('Læg til side').click());
  const dialog = () => server.page.querySelector('dialog')?.textContent;
  expect(dialog()).toContain('Læg til side (2 leveringer)');
  expect(dialog()).toContain('Gælder 2 af de 3 valgte.');
  await act(() => button('Annullér').click());
  await act(() => button('Prøv igen nu').click());
  expect(dialog()).toContain('Gælder 1 af de 3 valgte.Den sendes med det samme.');
});
