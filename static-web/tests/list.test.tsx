/** The list of registrations: those that need attention first, then by day; search, use without a network, and copies. */
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { allDrafts, loadDraft, deleteDraft } from '../src/drafts';
import { needingAttention } from '../src/home/attention';
import { matches } from '../src/home/matching';
import { withStore } from '../src/offline/database';
import { loadReceipts } from '../src/offline/stored';
import { shortened } from '../src/registration/ReceiptId';
import { forget } from '../src/registrations';
import { registrationPath } from '../src/route';
import { logout, session } from '../src/session';
import vectors from '../../tests/vectors/list.json';
import type { Summary } from '../src/api';
import { APP, PERSON } from './fake-api';
import { button, open, root, seen, server, startAppForEachTest } from './app';
import { waitFor, waitUntil } from './waiting';
import { typeInto } from './typing';

startAppForEachTest();
beforeEach(() => {
  server.script = [];
});
afterEach(async () => {
  for (const { id } of await allDrafts()) await deleteDraft(id);
});

const titlesIn = (part: string) =>
  [...root().querySelectorAll(`${part} .entry-title`)].map((title) => title.textContent);
const registrationUrl = (id: string) => new URL(`/api/registrations/${APP}/${id}`, 'http://localhost');
const onTop = () => titlesIn('.needs-attention');
const inDays = () => titlesIn('.day');
const listed = (calls: string) =>
  server.calls.filter((call) => call.includes(`/registrations?`) && call.includes(calls));

async function search(text: string): Promise<void> {
  const box = await waitUntil(() => root().querySelector<HTMLInputElement>('input[type=search]'));
  typeInto(box, text);
}

test.each(vectors.attention.map((vector) => [vector.what, vector] as const))('attention: %s', (_what, vector) => {
  const rows = vector.rows as unknown as Summary[];
  expect(needingAttention(rows, vector.today).map(({ id }) => id)).toEqual(vector.needing);
});

test.each(vectors.matching.map((vector) => [vector.what, vector] as const))('matching: %s', (_what, vector) => {
  expect(matches(vector.row as unknown as Summary, vector.filter as object)).toBe(vector.matches);
});

test('what needs somebody stands on top, however old; the rest by the day that it was sent', async () => {
  for (let age = 0; age < 30; age += 1) server.add('delivered', `Besøg ${age}`, age * 60 * 24 + 1);
  server.add('refused', 'Gammel afvist', 60 * 24 * 90);
  server.add('uncertain', 'Uvis fra i går', 60 * 24 + 2);
  server.add('delivered', 'Følg op', 60 * 24 * 40, { followUp: '2020-01-02' });
  open('/');
  await waitFor(() => expect(onTop()).toEqual(['Uvis fra i går', 'Følg op', 'Gammel afvist']));
  expect(seen()).toContain('Kræver handling 3');
  expect(seen()).toContain('Opfølgning skulle ske 02.01.2020');
  expect(inDays().slice(0, 2)).toEqual(['Besøg 0', 'Besøg 1']);
  expect(root().querySelector('.day-heading')!.textContent).toMatch(/^I (dag|går)$/);
  expect(inDays()).not.toContain('Uvis fra i går');
});

test('a card shows what the definition says, and the beginning of a long receipt, which is copied whole', async () => {
  const id = '5f2d9d0f-1c3b-4a5e-8f70-8192a3b4c5d6';
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  server.add('delivered', 'Café Blåbær', 1, {
    card: ['Jernbane Allé 15, 2720 Vanløse', '2. marts 2026 kl. 14.05'],
    receipt: { id, at: '2026-03-02T13:05:00Z' },
  });
  open('/');
  await waitFor(() => expect(seen()).toContain('Jernbane Allé 15, 2720 Vanløse2. marts 2026 kl. 14.05'));
  expect(root().querySelector('.receipt-short')!.textContent).toContain('5f2d9d0f…');
  root().querySelector<HTMLElement>('.copy-button')!.click();
  await waitFor(() => expect(write.mock.calls).toEqual([[id]]));
  await waitFor(() => expect(button('Kopieret')).toBeTruthy());
  expect([shortened('D-2026-4711'), shortened(id)]).toEqual(['D-2026-4711', '5f2d9d0f…']);
});

test('a search finds at once what the phone has, and then what is older on the server', async () => {
  for (let age = 0; age < 60; age += 1) server.add('delivered', `Besøg ${age}`, age);
  server.add('delivered', 'Ærø Bådebyggeri', 1000, { card: ['Havnen 3, 5970 Ærøskøbing'] });
  server.add('delivered', 'Bageriet', 3, { card: ['Havnen 1, 1000 København'] });
  open('/');
  await waitFor(() => expect(inDays().length).toBeGreaterThan(20));
  await search('HAVNEN');
  await waitFor(() => expect(inDays()).toEqual(['Bageriet']));
  expect(seen()).toContain('Søger i ældre registreringer');
  await waitFor(() => expect(inDays()).toEqual(['Bageriet', 'Ærø Bådebyggeri']));
  await waitFor(() => expect(seen()).toContain('2 registreringer passer.'));
  expect(listed('query=HAVNEN').length).toBeGreaterThan(5);
  await search('havnen ærø');
  await waitFor(() => expect(seen()).toContain('1 registrering passer.'));
  await search('');
  await waitFor(() => expect(inDays().length).toBeGreaterThan(20));
});

test('one letter is searched for on the phone alone, and a search that fails can be tried again', async () => {
  server.add('delivered', 'Bageriet', 3);
  open('/');
  await waitFor(() => expect(inDays()).toEqual(['Bageriet']));
  await search('x');
  await waitFor(() => expect(seen()).toContain('Ingen registreringer passer.'));
  expect(listed('query')).toEqual([]);
  server.fault = () => Promise.reject(new TypeError('failed to fetch'));
  await search('xyz');
  await waitFor(() => expect(button('Prøv igen')).toBeTruthy());
  server.fault = null;
  server.add('delivered', 'Xyzon', 60 * 24 * 400);
  button('Prøv igen').click();
  await waitFor(() => expect(inDays()).toEqual(['Xyzon']));
});

test('the list is filtered by its status', async () => {
  server.add('delivered', 'Bageriet', 3);
  server.add('waiting', 'Slagteren', 4);
  open('/');
  const select = await waitUntil(() => root().querySelector<HTMLSelectElement>('select'));
  select.value = 'moving';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await waitFor(() => expect(inDays()).toEqual(['Slagteren']));
  await waitFor(() => expect(listed('status=received%2Cdelivering%2Cwaiting')).toHaveLength(1));
});

test('the newest can be read without a network, and are gone when the person signs out', async () => {
  server.add('delivered', 'Bageriet', 3);
  open('/');
  await waitFor(async () => expect(await loadReceipts()).toHaveLength(1));
  render(null, root());
  forget();
  server.fault = () => Promise.reject(new TypeError('failed to fetch'));
  open('/');
  await waitFor(() => expect(inDays()).toEqual(['Bageriet']));
  expect(seen()).toContain('Vist, som telefonen sidst hentede det.');
  open(registrationPath(APP, server.rows[0]!.id));
  await waitFor(() => expect(root().querySelector('h1')?.textContent).toBe('Bageriet'));
  expect(root().querySelector('.receipt-id')?.textContent).toBe('D-2026-4711');
  server.fault = null;
  await logout();
  session.value = { state: 'signed-in', ...PERSON };
  expect(await loadReceipts()).toEqual([]);
});

test('what is kept to be read cannot be read by who finds the phone', async () => {
  server.add('delivered', 'Bageriet', 3);
  open('/');
  await waitFor(async () => expect(await loadReceipts()).toHaveLength(1));
  const row = await withStore((store) => store.get('receipts', PERSON.key));
  expect(Object.keys(row!)).toEqual(['personKey', 'sealed']);
});

test('data that another person has stored is not shown', async () => {
  server.add('delivered', 'Bageriet', 3);
  open('/');
  await waitFor(async () => expect(await loadReceipts()).toHaveLength(1));
  session.value = { state: 'signed-in', ...PERSON, key: 'another' };
  expect(await loadReceipts()).toEqual([]);
});

test('a refused registration is corrected and sent again with the same id', async () => {
  const answers = { cvr: '90001000', notat: 'Sag 151225-0001' };
  const row = server.add('refused', 'Bageriet', 3, { answers, revision: 2, notCpr: ['/notat'] });
  open(registrationPath(APP, row.id));
  await waitFor(() => expect(button('Ret og send igen')).toBeTruthy());
  button('Ret og send igen').click();
  await waitFor(() => expect(location.pathname).toBe(`/ny/${APP}/${row.id}`));
  expect(await loadDraft(row.id)).toMatchObject({ corrects: 2, answers, notCpr: ['1512250001'] });
});

test('the answers before a correction are shown on request', async () => {
  const row = server.add('refused', 'Bageriet', 3, { answers: { navn: 'Bagriet' } });
  const [url, body] = [registrationUrl(row.id), { version: 1, answers: { navn: 'Bageriet' }, corrects: 1 }];
  await server.handle(url, 'PUT', new Headers({ 'X-Feltskema': '1' }), JSON.stringify(body));
  open(registrationPath(APP, row.id));
  await waitFor(() => expect(button('Vis, hvad der stod før')).toBeTruthy());
  expect(seen()).not.toContain('Bagriet');
  button('Vis, hvad der stod før').click();
  await waitFor(() => expect(root().querySelector('.earlier')?.textContent).toContain('Bagriet'));
  expect(document.activeElement).toBe(root().querySelector('.earlier'));
});

test('what the receiver may have something of is not corrected, and says so', async () => {
  const row = server.add('refused', 'Bageriet', 3, { isCorrectable: false });
  open(registrationPath(APP, row.id));
  await waitFor(() => expect(seen()).toContain('kan ikke rettes her'));
  expect(button('Ret og send igen')).toBeUndefined();
});

test('a copy is a new draft without what is its own: photos, signatures and the time that suggests itself', async () => {
  const photo = { id: 'a', name: 'Dør.jpg', type: 'image/jpeg', size: 3, sha256: '' };
  const answers = {
    cvr: '90001000',
    besoegstidspunkt: '2026-03-02T14:05:00+01:00',
    notat: 'Port 3',
    kontaktpersoner: [{ navn: 'Åse' }],
    ukendt: 'x',
    foto: [photo],
  };
  const row = server.add('delivered', 'Bageriet', 3, { answers });
  open(registrationPath(APP, row.id));
  await waitFor(() => expect(button('Kopiér til en ny')).toBeTruthy());
  button('Kopiér til en ny').click();
  await waitFor(() => expect(location.pathname).toMatch(new RegExp(`^/ny/${APP}/`)));
  const id = location.pathname.split('/').at(-1)!;
  expect(id).not.toBe(row.id);
  const draft = (await loadDraft(id))!;
  expect(draft.corrects).toBeUndefined();
  expect(draft.answers).toMatchObject({ cvr: '90001000', kontaktpersoner: [{ navn: 'Åse' }], notat: 'Port 3' });
  expect(draft.answers['besoegstidspunkt']).not.toBe('2026-03-02T14:05:00+01:00');
  expect(draft.answers).not.toHaveProperty('foto');
  expect(draft.answers).not.toHaveProperty('ukendt');
});
