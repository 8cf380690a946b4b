/** The outbox on all pages: which registrations wait and why, which were returned, and what the person can do about them. */
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
// The page loads this module later. Import it here, so that no test waits for it.
import '../src/pages/HomePage';
import { allDrafts, draftsChanged, loadDraft, saveDraft } from '../src/drafts';
import { startOutbox, wakeOutbox } from '../src/outbox/drain';
import type { OutboxEntry } from '../src/outbox/entry';
import { followOutbox, outbox, readOutbox } from '../src/outbox/state';
import { claim, enqueue, entriesOf, takeBack } from '../src/outbox/store';
import { entry as besoeg, returned, wipe } from '../src/outbox/tests/entries';
import { refusal } from '../src/outbox/tests/server';
import { forget } from '../src/registrations';
import { followAddress, navigate, registrationPath, route } from '../src/route';
import { checkSession, followSession, session } from '../src/session';
import { speak } from '../src/texts';
import { APP, FakeApi, PERSON } from './fake-api';
import { waitFor } from './waiting';

let server: FakeApi;
let stops: (() => void)[];

const entry = (id: string, more: Partial<OutboxEntry> = {}) => besoeg(id, { app: APP, ...more });
const noNetwork = () => Promise.reject(new TypeError('Failed to fetch'));
const root = () => document.getElementById('app') as HTMLElement;
const seen = () => root().textContent ?? '';
const button = (name: string) =>
  [...root().querySelectorAll('button')].find((candidate) => candidate.textContent === name)!;
const cards = () => [...root().querySelectorAll('.entry')].map((card) => card.textContent);
const sees = (text: string) => waitFor(() => expect(seen()).toContain(text));

async function open(path: string): Promise<void> {
  session.value = { state: 'unknown' };
  stops = [followAddress(), followSession(), followOutbox()];
  await checkSession();
  navigate(path);
  render(<App />, root());
}

beforeEach(() => {
  localStorage.clear();
  localStorage.setItem('feltskema.person', PERSON.key);
  speak('da');
  forget();
  server = new FakeApi();
  server.script = [];
  globalThis.fetch = server.fetch;
  globalThis.scrollTo = () => undefined;
  document.body.innerHTML = '<div id="app"></div>';
});
afterEach(async () => {
  render(null, root());
  stops.forEach((stop) => stop());
  await wipe();
  outbox.value = undefined;
});

test('what waits stands on the home page with why, the try and when the next is, and goes from there by itself', async () => {
  const retryAt = '2026-11-23T13:05:00Z';
  await enqueue(entry('a', { obstacle: 'network', tries: 3, retryAt }));
  await open('/');
  await sees('Ikke sendt endnu');
  expect(cards()[0]).toContain('Bageriet');
  expect(cards()[0]).toContain('Venter på at blive sendt');
  expect(cards()[0]).toContain('Der er ikke hul igennem lige nu.');
  expect(cards()[0]).toContain('Forsøg 3 lykkedes ikke. Prøver igen kl. 14.05.');
  stops.push(startOutbox());
  await waitFor(() => expect(seen()).not.toContain('Ikke sendt endnu'));
  await waitFor(() => expect(cards()).toHaveLength(1));
  expect(cards()[0]).toContain('Modtaget');
});

test('what came back stands above newer drafts', async () => {
  const old = { ...entry('a'), title: 'Kom tilbage', answers: {}, updatedAt: '2026-11-20T12:00:00Z' };
  await saveDraft({ ...old, returned: returned() });
  await saveDraft({ ...old, id: 'b', title: 'Nyere', updatedAt: '2026-11-23T12:00:00Z' });
  await open('/');
  await sees('Nyere');
  expect(cards().map((card) => card!.slice(0, 11))).toEqual(['Kom tilbage', 'NyereKladde']);
  expect(cards()[0]).toContain('Ikke modtaget: ret den');
});

test('a touch of the card changes nothing; a button with words takes it back as a draft', async () => {
  server.fault = noNetwork;
  await enqueue(entry('a', { obstacle: 'network', tries: 1, retryAt: '2026-11-23T13:05:00Z' }));
  localStorage.setItem('feltskema.definitions', '[]');
  await open(registrationPath(APP, 'a'));
  await sees('Venter på at blive sendt');
  expect(await entriesOf(PERSON.key)).toHaveLength(1);
  button('Tag den tilbage som kladde').click();
  await waitFor(() => expect(route.value).toEqual({ page: 'form', app: APP, id: 'a' }));
  expect(await entriesOf(PERSON.key)).toEqual([]);
  expect(await loadDraft('a')).toMatchObject({ answers: { notat: 'x', skjult: 'y' } });
});

test('a registration that is being sent cannot be taken back, and the page says so', async () => {
  await enqueue(entry('a'));
  const until = new Date(Date.now() + 60_000).toISOString();
  await claim(entry('a'), { by: 'another tab', until }, new Date(), false);
  await open(registrationPath(APP, 'a'));
  await sees('Sendes nu');
  button('Tag den tilbage som kladde').click();
  await sees('Den er ved at blive sendt og kan ikke tages tilbage nu.');
  expect(await entriesOf(PERSON.key)).toHaveLength(1);
  expect(await allDrafts()).toEqual([]);
});

test('"try now" does so, and the page goes on to what became of it', async () => {
  await enqueue(entry('a', { obstacle: 'network', tries: 9, retryAt: '2099-01-01T00:00:00Z' }));
  await open(registrationPath(APP, 'a'));
  await sees('Venter på at blive sendt');
  button('Prøv nu').click();
  await sees('Modtaget');
});

test('a try that is refused behind a page takes no focus, and the page leads to the draft', async () => {
  await enqueue(entry('a', { obstacle: 'network', tries: 1, retryAt: '2026-11-23T13:05:00Z' }));
  await open(registrationPath(APP, 'a'));
  await sees('Venter på at blive sendt');
  const focused = button('Prøv nu');
  focused.focus();
  server.fault = () => refusal(422, 'wrong-clock', { detail: 'Uret går forkert.' });
  await wakeOutbox({ isForced: true });
  await sees('Registreringen blev ikke modtaget');
  expect(seen()).toContain('Uret går forkert.');
  expect(root().contains(document.activeElement) && document.activeElement !== focused).toBe(false);
  expect(root().querySelector(`a[href="/ny/${APP}/a"]`)?.textContent).toBe('Ret og send igen');
});

test('signed out one is told that something waits, and nothing of what it is', async () => {
  await enqueue(entry('a', { obstacle: 'signed-out' }));
  await enqueue(entry('b'));
  server.person = null;
  await open('/');
  await sees('2 registreringer venter på at blive sendt. Log ind, så sendes de.');
  expect(seen()).not.toContain('Bageriet');
});

test('a registration that was taken back in another tab is said to be a draft, not to be stored with us', async () => {
  server.fault = noNetwork;
  await enqueue(entry('a', { obstacle: 'network', tries: 1, retryAt: '2099-01-01T00:00:00Z' }));
  await open(registrationPath(APP, 'a'));
  await sees('Venter på at blive sendt');
  await takeBack({ personKey: PERSON.key, id: 'a' });
  draftsChanged.value += 1;
  await readOutbox();
  await sees('Den er taget tilbage og ligger som kladde på telefonen.');
  expect(seen()).not.toContain('gemt hos os');
  expect(root().querySelector(`a[href="/ny/${APP}/a"]`)?.textContent).toBe('Åbn kladden');
});

test('without a network nothing is promised about a registration that the phone does not know', async () => {
  server.fault = noNetwork;
  await open(registrationPath(APP, 'b'));
  await sees('Den venter ikke på denne telefon. Er den modtaget, er den gemt hos os');
  expect(seen()).not.toContain('Det, du har sendt, er gemt');
});

test('a correction of what was sent in the meantime is not called "not received"', async () => {
  const row = server.add('delivered', 'Bageriet');
  const draft = { ...entry(row.id), title: 'Bageriet', answers: {}, updatedAt: '2026-11-20T12:00:00Z', corrects: 1 };
  await saveDraft({ ...draft, returned: { ...returned(), kind: 'conflict', code: 'not-correctable' } });
  await open('/');
  await sees('Allerede sendt: se den sendte, eller slet kladden');
  expect(seen()).not.toContain('Ikke modtaget');
  navigate(registrationPath(APP, row.id));
  await sees('Registreringen var allerede sendt');
  expect(seen()).not.toContain('blev ikke modtaget');
});
