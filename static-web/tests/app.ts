/** Renders the whole app for a test: on an empty phone, signed in as `PERSON`, with a fake server. */
import { h, render } from 'preact';
import { afterEach, beforeEach, expect } from 'vitest';
import 'fake-indexeddb/auto';
import { App } from '../src/App';
// The page loads these modules later. Import them here, so that no test waits for it.
import '../src/pages/HomePage';
import { forget } from '../src/registrations';
import { followAddress, navigate } from '../src/route';
import { checkSession, followSession, session } from '../src/session';
import { speak } from '../src/texts';
import { FakeApi, PERSON } from './fake-api';
import { waitFor } from './waiting';

/** The fake server of the running test. */
export let server: FakeApi;

/** Starts the app's parts before each test of the file, and ends them after it; `open` draws the page. */
export function startAppForEachTest(): void {
  let stops: (() => void)[] = [];
  beforeEach(async () => {
    localStorage.clear();
    localStorage.setItem('feltskema.person', PERSON.key);
    speak('da');
    forget();
    server = new FakeApi();
    globalThis.fetch = server.fetch;
    globalThis.scrollTo = () => undefined;
    session.value = { state: 'unknown' };
    document.body.innerHTML = '<div id="app"></div>';
    stops = [followAddress(), followSession()];
    navigate('/');
    await checkSession();
  });
  afterEach(() => {
    render(null, root());
    stops.forEach((stop) => stop());
  });
}

export const root = () => document.getElementById('app') as HTMLElement;

/** The text of the page. */
export const seen = () => root().textContent ?? '';

export const shows = (words: string) => waitFor(() => expect(seen()).toContain(words));

export const open = (path: string) => {
  navigate(path);
  render(h(App, null), root());
};

export const button = (name: string) =>
  [...root().querySelectorAll<HTMLElement>('button, a')].find((candidate) => candidate.textContent?.includes(name))!;
