/** A move is done to what an operator saw; what has changed since is told. */
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { button, confirmed, LINE, NOW, opened, pick, server, shows } from '../../tests/board';
import { reply } from '../../tests/responses';

test('a move names the delivery as it was seen, and one that came too late is told what has happened', async () => {
  server.lines = [{ ...LINE, acts: ['try-now'] }];
  const happened = { status: 'uncertain', since: NOW, by: 'Otto Olsen' };
  const late = { code: 'moved-meanwhile', title: 'Der er sket noget', detail: '' };
  server.answers['POST /api/operations/moves'] = () =>
    reply(200, { items: [{ ...LINE, status: null, problem: late, happened }] });
  await opened();
  await shows('Karen Kristensen');
  await pick();
  await act(() => button('Prøv igen nu').click());
  await confirmed();
  await shows('Der er sket noget. Den er nu: Uvis, siden 27. nov. 2026 kl. 13.00 af Otto Olsen (1)');
  const { body } = server.sent.find(({ call }) => call.startsWith('POST /api/operations/moves'))!;
  const { person, id, target, etag } = LINE;
  expect(body).toMatchObject({ act: 'try-now', deliveries: [{ person, id, target, etag }] });
});

test('where nobody is named, it is told without a name', async () => {
  server.lines = [{ ...LINE, acts: ['try-now'] }];
  const happened = { status: 'uncertain', since: NOW, by: '' };
  const late = { code: 'moved-meanwhile', title: 'Der er sket noget', detail: '' };
  server.answers['POST /api/operations/moves'] = () =>
    reply(200, { items: [{ ...LINE, status: null, problem: late, happened }] });
  await opened();
  await shows('Karen Kristensen');
  await pick();
  await act(() => button('Prøv igen nu').click());
  await confirmed();
  await shows('Der er sket noget. Den er nu: Uvis, siden 27. nov. 2026 kl. 13.00 (1)');
});

test('of all that match, what came after the page was read is left as it is', async () => {
  const second = { ...LINE, id: '01932f3c-7a00-7000-8000-000000000001', since: '2026-11-27T12:00:01Z' };
  server.lines = [{ ...LINE, acts: ['try-now'] }];
  server.answers['GET /api/operations/deliveries'] = () =>
    reply(200, {
      time: NOW,
      items: server.sent.some(({ call }) => call.includes('moves')) ? [] : server.lines,
      next: null,
      total: 2,
    });
  server.answers['POST /api/operations/moves'] = () =>
    reply(200, { items: [{ ...LINE, problem: null, happened: null }] });
  await opened();
  await shows('Karen Kristensen');
  await pick();
  await act(() => button('Vælg alle 2, også dem der ikke vises').click());
  server.lines = [...server.lines, second];
  await act(() => button('Prøv igen nu').click());
  await confirmed();
  await shows('Den kom til eller ændrede sig, efter at du hentede siden (1)');
  const { body } = server.sent.find(({ call }) => call.startsWith('POST /api/operations/moves'))!;
  expect((body as { deliveries: { id: string }[] }).deliveries.map(({ id }) => id)).toEqual([LINE.id]);
});

test('what was moved and matches still is counted once', async () => {
  server.lines = [{ ...LINE, acts: ['try-now'] }];
  const isMoved = () => server.sent.some(({ call }) => call.includes('moves'));
  let pages = 0;
  server.answers['GET /api/operations/deliveries'] = () => {
    const since = isMoved() ? '2026-11-27T12:00:01Z' : LINE.since;
    // A second page begins where the first ended: what was moved meanwhile has come to stand there.
    const next = pages++ === 0 ? null : isMoved() ? null : 'more';
    return reply(200, { time: NOW, items: [{ ...LINE, acts: ['try-now'], since }], next, total: 2 });
  };
  server.answers['POST /api/operations/moves'] = () =>
    reply(200, { items: [{ ...LINE, problem: null, happened: null }] });
  await opened();
  await shows('Karen Kristensen');
  await pick();
  await act(() => button('Vælg alle 2, også dem der ikke vises').click());
  await act(() => button('Prøv igen nu').click());
  await confirmed();
  await shows('1 af 2 gjort');
  expect(document.body.textContent).not.toContain('kom til eller ændrede sig');
});
