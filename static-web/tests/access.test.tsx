import { render } from 'preact';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../src/App';
// The page loads this module later. Import it here, so that no test waits for it.
import '../src/pages/HomePage';
import type { Line, Lines } from '../src/access/api';
import { followAddress, navigate } from '../src/route';
import { checkSession, confirmSession, followSession, session } from '../src/session';
import { speak } from '../src/texts';
import { FakeApi, PERSON } from './fake-api';
import { problem } from './responses';
import 'fake-indexeddb/auto';
import { waitFor } from './waiting';
import { typeInto } from './typing';

const NANNA: Line = {
  key: 'e'.repeat(32),
  number: 'eeee-eeee-eeee-eeee',
  name: 'Nanna Ny',
  state: 'waiting',
  roles: [],
  team: '',
  validFrom: null,
  validTo: null,
  waitingSince: '2026-11-23T13:05:00Z',
  version: 'v1',
};

let server: FakeApi;
let stops: (() => void)[];
let sent: { address: string; body: Record<string, unknown> }[];
let line: Line;

// The page loads these modules later. Import them here, so that no test waits for it.
beforeAll(() => Promise.all([import('../src/access/NoRolePage'), import('../src/access/AccessPages')]));
beforeEach(async () => {
  localStorage.clear();
  speak('da');
  server = new FakeApi();
  line = NANNA;
  sent = [];
  globalThis.fetch = (input, init) => {
    const address = `${init?.method} ${String(input)}`;
    if (!String(input).startsWith('/api/access')) return server.fetch(input, init);
    if (init?.body) {
      sent.push({ address, body: JSON.parse(String(init.body)) as Record<string, unknown> });
      if (sent.at(-1)?.body['version'] !== line.version)
        return Promise.resolve(problem(409, 'access-changed', 'En anden har ændret adgangen'));
      const removed = address.endsWith('/remove');
      line = {
        ...line,
        state: removed ? 'removed' : 'allowed',
        roles: removed ? [] : ['konsulent'],
        waitingSince: null,
      };
    }
    const lines: Lines = { items: [line], total: 1, waiting: 1, roles: ['konsulent', 'teamleder', 'operatoer'] };
    const waiting = {
      ...line,
      trail: [{ at: NANNA.waitingSince, act: 'asked', by: 'Nanna Ny', old: line, new: line, reason: '' }],
    };
    const body = JSON.stringify(String(input).startsWith('/api/access?') ? lines : waiting);
    return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'application/json' } }));
  };
  globalThis.scrollTo = () => undefined;
  session.value = { state: 'signed-out' };
  document.body.innerHTML = '<div id="app"></div>';
  stops = [followAddress(), followSession()];
  await checkSession();
});
afterEach(() => {
  render(null, root());
  stops.forEach((stop) => stop());
});

const root = () => document.getElementById('app') as HTMLElement;
const seen = () => root().textContent ?? '';
const button = (name: string) =>
  [...root().querySelectorAll<HTMLElement>('button, a')].find((candidate) => candidate.textContent?.includes(name))!;
const as = async (roles: string[], path = '/') => {
  server.person = { ...PERSON, key: roles.join(), roles, contact: 'Superbrugerne' };
  await checkSession();
  confirmSession();
  navigate(path);
  render(<App />, root());
};

test('who has no role yet sees whom to ask and what to send, whatever the address, and goes on when let in', async () => {
  await as([], '/ny/virksomhedsbesoeg');
  await waitFor(() => expect(seen()).toContain('Du mangler kun at blive lukket ind'));
  expect(seen()).toContain('Spørg: Superbrugerne');
  expect(seen()).toContain(`Mette Holm, nummer ${PERSON.number}`);
  expect(server.calls.some((call) => call.includes('/definitions'))).toBe(false);
  navigate('/');
  server.person = { ...PERSON, key: server.person!.key };
  button('Se efter nu').click();
  await waitFor(() => expect(seen()).toContain('Mine registreringer'));
});

test('a person who has lost the last role sees so at the next call', async () => {
  await as(['konsulent']);
  await waitFor(() => expect(seen()).toContain('Mine registreringer'));
  server.person = { ...PERSON, key: 'konsulent', roles: [] };
  await checkSession();
  await waitFor(() => expect(seen()).toContain('Du mangler kun at blive lukket ind'));
});

test('nobody but an operator finds the list', async () => {
  await as(['konsulent'], '/adgang');
  await waitFor(() => expect(seen()).toContain('findes ikke'));
  expect(root().querySelector('a[href="/adgang"]')).toBeNull();
});

test('an operator lets in with one tap', async () => {
  await as(['operatoer'], '/adgang');
  await waitFor(() => expect(button('Luk ind som Konsulent')).toBeTruthy());
  expect(root().querySelector('a[href="/adgang"]')).not.toBeNull();
  button('Luk ind som Konsulent').click();
  await waitFor(() => expect(seen()).toContain('Har adgang'));
  expect(sent).toEqual([
    {
      address: `PUT /api/access/${NANNA.key}`,
      body: { version: 'v1', roles: ['konsulent'], team: '', validFrom: null, validTo: null, reason: '' },
    },
  ]);
});

test('the second tap of a double one lets nobody in', async () => {
  await as(['operatoer'], '/adgang');
  await waitFor(() => expect(button('Luk ind som Konsulent')).toBeTruthy());
  button('Luk ind som Konsulent').dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }));
  await Promise.resolve();
  expect(sent).toEqual([]);
  button('Luk ind som Konsulent').dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true }));
  await waitFor(() => expect(sent.length).toBe(1));
});

test('of two operators the second sees what stands there now', async () => {
  await as(['operatoer'], '/adgang');
  await waitFor(() => expect(button('Luk ind som Konsulent')).toBeTruthy());
  line = { ...NANNA, version: 'v2', state: 'removed', waitingSince: null };
  button('Luk ind som Konsulent').click();
  await waitFor(() => expect(seen()).toContain('En anden har ændret adgangen'));
  expect(seen()).toContain('Uden adgang');
});

test('access is taken with a reason, and nothing without', async () => {
  HTMLDialogElement.prototype.showModal ??= () => undefined;
  line = { ...NANNA, state: 'allowed', roles: ['konsulent'], waitingSince: null };
  await as(['operatoer'], `/adgang/${NANNA.key}`);
  await waitFor(() => expect(button('Fjern adgangen')).toBeTruthy());
  expect(seen()).toContain('Logget ind uden rolle');
  button('Fjern adgangen').click();
  const dialog = await waitFor(() => {
    const opened = root().querySelector('dialog');
    expect(opened).not.toBeNull();
    return opened!;
  });
  const submit = dialog.querySelector<HTMLButtonElement>('button[type=submit]')!;
  expect(submit.getAttribute('aria-disabled')).toBe('true');
  const why = dialog.querySelector('input')!;
  typeInto(why, 'Stoppet');
  await waitFor(() => expect(submit.getAttribute('aria-disabled')).toBe('false'));
  submit.click();
  await waitFor(() => expect(seen()).toContain('Uden adgang'));
  expect(sent).toEqual([
    { address: `POST /api/access/${NANNA.key}/remove`, body: { version: 'v1', reason: 'Stoppet' } },
  ]);
});

test.each(['Gem', 'Fjern adgangen'])(
  'on a page that is old, %s shows what stands there now, and can be tried again',
  async (words) => {
    HTMLDialogElement.prototype.showModal ??= () => undefined;
    line = { ...NANNA, state: 'allowed', roles: ['konsulent'], waitingSince: null };
    await as(['operatoer'], `/adgang/${NANNA.key}`);
    await waitFor(() => expect(button(words)).toBeTruthy());
    line = { ...line, version: 'v2', team: 'Team Nord' };
    const act = async () => {
      button(words).click();
      if (words === 'Gem') return;
      const why = await waitFor(() => {
        const box = root().querySelector<HTMLInputElement>('dialog input');
        expect(box).not.toBeNull();
        return box!;
      });
      typeInto(why, 'Stoppet');
      const submit = root().querySelector<HTMLButtonElement>('dialog button[type=submit]')!;
      await waitFor(() => expect(submit.getAttribute('aria-disabled')).toBe('false'));
      submit.click();
    };
    await act();
    await waitFor(() => expect(root().querySelector<HTMLInputElement>('#access-team')?.value).toBe('Team Nord'));
    await waitFor(() => expect(seen()).toContain('En anden har ændret adgangen'));
    expect(root().querySelector('dialog')).toBeNull();
    await act();
    await waitFor(() => expect(sent.at(-1)?.body['version']).toBe('v2'));
  },
);

test('who waits is never told "not yet" by a server that did not answer', async () => {
  await as([]);
  await waitFor(() => expect(button('Se efter nu')).toBeTruthy());
  server.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  button('Se efter nu').click();
  await waitFor(() => expect(root().querySelector('.alert-warning')).not.toBeNull());
  expect(seen()).not.toContain('Ikke endnu');
});

test('a message that cannot be copied by the page is marked for the phone to copy', async () => {
  await as([]);
  await waitFor(() => expect(button('Kopiér beskeden')).toBeTruthy());
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: () => Promise.reject(new Error('refused')) } });
  button('Kopiér beskeden').click();
  await waitFor(() => expect(getSelection()?.toString()).toContain(`nummer ${PERSON.number}`));
  expect(seen()).not.toContain('Beskeden er kopieret');
  vi.unstubAllGlobals();
});

test('what the page asks by the clock says that nobody asked for it', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const headers: (string | null)[] = [];
  const inner = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    if (String(input) === '/api/auth/me') headers.push(new Headers(init?.headers).get('Feltskema-Background'));
    return inner(input, init);
  };
  await as([]);
  await waitFor(() => expect(seen()).toContain('Du mangler kun at blive lukket ind'));
  headers.length = 0;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(headers.length).toBeGreaterThan(2);
  expect(headers.slice(1).every((header) => header === '1')).toBe(true);
  vi.useRealTimers();
});
