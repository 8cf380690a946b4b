import { render } from 'preact';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../src/App';
// The page loads this module later. Import it here, so that no test waits for it.
import '../src/pages/HomePage';
import { embeddedIn, isEmbedded } from '../src/embedded';
import { readiness, takeUpdate, update } from '../src/offline/state';
import { formPath, navigate } from '../src/route';
import { session } from '../src/session';
import { speak } from '../src/texts';
import { APP, FakeApi, PERSON } from './fake-api';
import { waitFor } from './waiting';

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)';

beforeEach(() => {
  speak('da');
  globalThis.fetch = new FakeApi().fetch;
  globalThis.scrollTo = () => undefined;
  document.body.innerHTML = '<div id="app"></div>';
  session.value = { state: 'signed-in', ...PERSON };
});
afterEach(() => {
  render(null, root());
  [readiness.value, update.value, isEmbedded.value] = ['unknown', 'none', false];
  vi.restoreAllMocks();
});

const root = () => document.getElementById('app') as HTMLElement;
const open = (path: string) => {
  navigate(path);
  render(<App />, root());
};
const seen = () => root().textContent ?? '';
const button = (name: string) =>
  [...root().querySelectorAll('button')].find((candidate) => candidate.textContent === name)!;

test.each([
  [`${IPHONE} Version/26.0 Mobile/15E148 Safari/604.1`, null],
  [`${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/500.0]`, 'Safari'],
  [`${IPHONE} Mobile/15E148 Teams/7.1`, 'Safari'],
  [`${ANDROID} Chrome/150.0.0.0 Mobile Safari/537.36`, null],
  [`${ANDROID} Version/4.0 Chrome/150.0.0.0 Mobile Safari/537.36; wv)`, 'Chrome'],
  [`${ANDROID} Chrome/150.0.0.0 Mobile Safari/537.36 Outlook-Android/2.0`, 'Chrome'],
])('a browser inside another app is known by what it calls itself: %s', (agent, browser) => {
  expect(embeddedIn(agent)).toBe(browser);
});

test('inside another app the page says how to open it properly, and gives way to who knows better', async () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(`${IPHONE} Teams/7.1`);
  isEmbedded.value = true;
  session.value = { state: 'signed-out' };
  open('/');
  await waitFor(() => expect(seen()).toContain('Åbn siden i Safari'));
  expect(seen()).toContain('del-ikonet');
  expect(seen()).toContain(location.href);
  expect(button('Log ind med MitID')).toBeUndefined();
  button('Det er ikke en anden app. Fortsæt her').click();
  await waitFor(() => expect(button('Log ind med MitID')).toBeTruthy());
});

test('the front page says that the app can be used without a network only when it can, and for how long', async () => {
  open('/');
  await waitFor(() => expect(seen()).toContain('Mine registreringer'));
  expect(seen()).not.toContain('uden net');
  readiness.value = 'not-yet';
  readiness.value = 'kept';
  await waitFor(() => expect(seen()).toContain('Klar til brug uden net. Browseren kan rydde op'));
  readiness.value = 'ready';
  await waitFor(() => expect(seen()).not.toContain('Browseren kan rydde op'));
  expect(seen()).toContain('Klar til brug uden net.');
});

test('a new build is told of where no form is open, and taken by a tap', async () => {
  let taken = 0;
  takeUpdate.value = () => Promise.resolve(void (taken += 1));
  update.value = 'ready';
  open(formPath(APP, '0190'));
  await waitFor(() => expect(root().querySelector('main')).toBeTruthy());
  expect(seen()).not.toContain('ny version');
  open('/');
  await waitFor(() => expect(seen()).toContain('En ny version af Feltskema er klar.'));
  button('Tag den i brug').click();
  expect(taken).toBe(1);
  update.value = 'elsewhere';
  await waitFor(() => expect(seen()).toContain('Et skema er åbent i et andet vindue'));
});
