/** What one person leaves in the page is forgotten before another sees it, and kept for the same person who comes back. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lastSpot } from '../src/memory/spot';
import { NO_FILTER } from '../src/operations/api';
import { chosenFilter, HANDED_TO_ME } from '../src/operations/chosen-filter';
import { progress, type Progress } from '../src/operations/moving';
import { checkSession, logout, session } from '../src/session';
import { FakeApi, PERSON } from './fake-api';

const OTHER = { ...PERSON, key: 'f'.repeat(32), name: 'Mehmet Yilmaz' };
const MOVED: Progress = {
  request: { act: 'park', reason: 'Fasit bygger om' },
  total: 1,
  done: 1,
  moved: [],
  failed: [],
  isOver: true,
};
const SPOT = { latitude: 55.68, longitude: 12.57, at: 0 };

let server: FakeApi;

beforeEach(async () => {
  server = new FakeApi();
  globalThis.fetch = server.fetch;
  session.value = { state: 'unknown' };
  localStorage.setItem('feltskema.person', PERSON.key);
  await checkSession();
  [chosenFilter.value, progress.value, lastSpot.value] = [HANDED_TO_ME, MOVED, SPOT];
});

afterEach(() => {
  session.value = { state: 'unknown' };
});

const left = () => [chosenFilter.value, progress.value, lastSpot.value];
const NOTHING = [NO_FILTER, undefined, undefined];

/** The server ends the session, and then knows this person. */
async function signInAgain(person: typeof PERSON) {
  server.person = null;
  await checkSession();
  expect(session.value.state).toBe('signed-out');
  server.person = person;
  session.value = { state: 'signed-in', ...person };
}

test('nothing that one person left in the page is there for another', async () => {
  await signInAgain(OTHER);
  expect(left()).toEqual(NOTHING);
});

test('nothing that a person left in the page is there after signing out', async () => {
  await logout();
  expect(left()).toEqual(NOTHING);
});

test('what a person left in the page is there when a session has ended and the same person signs in again', async () => {
  await signInAgain(PERSON);
  expect(left()).toEqual([HANDED_TO_ME, MOVED, SPOT]);
});

/** The modules that hold something for as long as the page is open, but nothing of a person; the last two hold what is of the form
 * or the receipt that is shown, until it is left. */
const OF_NOBODY = new Set([
  'announce.tsx',
  'clock.ts',
  'definitions.ts',
  'embedded.ts',
  'local-storage.ts',
  'online.ts',
  'route.ts',
  'catalogue.ts',
  'pages/handed.tsx',
  'offline/state.ts',
  'offline/worker-link.ts',
  'memory/position.ts',
  'form/checking.ts',
  'survey/just-sent.ts',
]);
/** These hold what is a person's, and read or show only what belongs to `personKey`. */
const BY_PERSON = /\b(personKey|onNextPerson|session)\b/u;

test('each module that holds something for as long as the page is open says whose it is', () => {
  const holding = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/u.test(file) && !file.includes('test'))
    .map((file) => ({ file, content: readFileSync(`src/${file}`, 'utf8') }))
    .filter(({ content }) => /^(export )?(const|let) \w+.* = signal[<(]/mu.test(content));
  expect(holding.length).toBeGreaterThan(20);
  const unsaid = holding.filter(({ content }) => !BY_PERSON.test(content)).map(({ file }) => file);
  expect(unsaid.filter((file) => !OF_NOBODY.has(file))).toEqual([]);
});
