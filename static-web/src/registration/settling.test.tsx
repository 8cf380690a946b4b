/** A consultant's acts on a delivery that did not succeed: settle, try now, withdraw, close with a reason, open again. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Registration } from '../api';
import type { ShownDelivery } from '../generated/api';
import { speak } from '../texts';
import { problem, reply } from '../../tests/responses';
import { waitFor } from '../../tests/waiting';
import { Deliveries } from './Deliveries';
import { typeInto } from '../../tests/typing';

const SEEN = '2026-11-27T12:00:00Z';
const ID = '01932f3c-7a00-7000-8000-000000000000';
let page: HTMLElement;
let sent: unknown[];
let answer: () => Response;
let settled: unknown[];

beforeEach(() => {
  speak('da');
  HTMLDialogElement.prototype.showModal ??= () => undefined;
  page = document.body.appendChild(document.createElement('main'));
  [sent, settled, answer] = [[], [], () => reply(200, { id: ID, status: 'received' })];
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    if (path.endsWith(`/besoeg/${ID}/settle`)) sent.push(JSON.parse(init.body as string));
    return Promise.resolve(answer());
  });
});

afterEach(() => {
  render(null, page);
  page.remove();
  vi.unstubAllGlobals();
});

/** Renders a registration whose deliveries differ from an ordinary one by these changes. */
function shown(...changes: Partial<ShownDelivery>[]) {
  const delivery = { target: 'fasit-documents', statusAt: SEEN, reason: null, receipt: null, held: null, assigned: '' };
  const deliveries = changes.map((change) => ({ ...delivery, acts: [], ...change }));
  const registration = { app: 'besoeg', id: ID, ...deliveries[0], deliveries } as unknown as Registration;
  return act(() =>
    render(<Deliveries registration={registration} onSettled={(summary) => settled.push(summary.status)} />, page),
  );
}

const text = () => page.textContent;
const button = (name: string, within = '') =>
  [...page.querySelectorAll<HTMLButtonElement>(`${within} button`)].find(({ textContent }) => textContent === name)!;
const tap = (name: string, within = '') => act(() => button(name, within).click());
const type = (words: string) => act(() => typeInto(page.querySelector<HTMLInputElement>('dialog input')!, words));

const UNCERTAIN: Partial<ShownDelivery> = { status: 'uncertain', acts: ['delivered', 'send-again', 'close'] };
const WAITING: Partial<ShownDelivery> = { status: 'waiting', acts: ['try-now', 'withdraw', 'close'] };

test('an uncertain delivery that has arrived is settled with the id that was found', async () => {
  await shown(UNCERTAIN);
  await tap('Den er i Fasit');
  await type(' dok-17 ');
  await tap('Bekræft');
  await waitFor(() => expect(settled).toEqual(['received']));
  expect(sent).toMatchObject([{ outcome: 'delivered', receipt: 'dok-17', statusAt: SEEN }]);
});

test('an uncertain delivery that has not arrived is sent again after a confirmation', async () => {
  await shown(UNCERTAIN);
  await tap('Send igen');
  expect(text()).toContain('Ellers ligger den der to gange.');
  expect(sent).toEqual([]);
  await tap('Send igen', 'dialog');
  await waitFor(() => expect(settled).toHaveLength(1));
  expect(sent).toMatchObject([{ outcome: 'send-again', statusAt: SEEN }]);
});

test('a refused delivery is sent again after its cause is corrected', async () => {
  await shown({ status: 'refused', acts: ['try-now', 'close'] });
  await tap('Send igen');
  await tap('Send igen', 'dialog');
  await waitFor(() => expect(settled).toHaveLength(1));
  expect(sent).toMatchObject([{ outcome: 'try-now' }]);
});

test('a waiting delivery is tried now, or withdrawn after a confirmation', async () => {
  await shown(WAITING);
  await tap('Prøv nu');
  await waitFor(() => expect(settled).toHaveLength(1));
  await tap('Træk tilbage');
  expect(sent).toMatchObject([{ outcome: 'try-now', target: 'fasit-documents', statusAt: SEEN }]);
  await tap('Træk tilbage', 'dialog');
  await waitFor(() => expect(settled).toHaveLength(2));
  expect(sent[1]).toMatchObject({ outcome: 'withdraw', target: 'fasit-documents', statusAt: SEEN });
});

test('a waiting delivery that may be there already has no button to withdraw it', async () => {
  await shown({ ...WAITING, acts: ['try-now', 'close'] });
  expect([...page.querySelectorAll('button')].map((button) => button.textContent)).toEqual(['Prøv nu']);
  expect(text()).toContain('måske allerede afleveret');
});

test('an uncertain delivery that is sent again too early shows from what time it can be', async () => {
  const detail = 'Modtageren kan stadig være i gang med den. Vent til kl. 14:05, og se så efter igen, om den er der.';
  answer = () => problem(409, 'too-early-to-resend', 'Den kan ikke sendes igen endnu', detail);
  await shown(UNCERTAIN);
  await tap('Send igen');
  await tap('Send igen', 'dialog');
  await waitFor(() => expect(page.querySelector('dialog')?.textContent).toContain('Vent til kl. 14:05'));
  expect(settled).toEqual([]);
});

test('a delivery is closed as handled otherwise only with a reason', async () => {
  await shown(UNCERTAIN);
  await tap('Luk, og send ikke mere');
  await tap('Luk, og send ikke mere', 'dialog');
  expect(sent).toEqual([]);
  await type('Tastet ind i Fasit');
  await tap('Luk, og send ikke mere', 'dialog');
  await waitFor(() => expect(settled).toHaveLength(1));
  expect(sent).toMatchObject([{ outcome: 'close', reason: 'Tastet ind i Fasit' }]);
});

test('a closed delivery is opened again', async () => {
  await shown({ status: 'closed', acts: ['reopen'] });
  await tap('Åbn igen');
  await waitFor(() => expect(settled).toHaveLength(1));
  expect(sent).toMatchObject([{ outcome: 'reopen' }]);
});

test('an act that the server no longer allows shows why, and the dialog stays open', async () => {
  answer = () => problem(409, 'not-possible', 'Det kan ikke lade sig gøre', 'Den er afleveret i mellemtiden.');
  await shown(WAITING);
  await tap('Træk tilbage');
  await tap('Træk tilbage', 'dialog');
  await waitFor(() => expect(page.querySelector('dialog')?.textContent).toContain('Det kan ikke lade sig gøre'));
  expect(settled).toEqual([]);
});

test('only acts that the server allows have a button', async () => {
  await shown({ status: 'delivering', acts: [] });
  expect(page.querySelectorAll('button')).toHaveLength(0);
});

test('a held receiver, and the person whom the delivery was handed to, are shown', async () => {
  await shown({ ...WAITING, held: 'Fasit flytter', assigned: 'Tove Teamleder' });
  expect(text()).toContain('Der sendes ikke til Fasit lige nu: Fasit flytter.');
  expect(text()).toContain('Tove Teamleder er bedt om at se på den.');
});

test.each([
  ['Træk tilbage', { status: 'waiting', acts: ['try-now', 'withdraw'] }],
  ['Luk, og send ikke mere', { status: 'uncertain', acts: ['delivered', 'send-again', 'close'] }],
] as const)('of two deliveries, the one that is ended is called by its system: %s', async (name, { status, acts }) => {
  const changes = { status, acts: [...acts] };
  await shown({ ...changes, target: 'fasit-documents' }, { ...changes, target: 'momentum' });
  const panels = [...page.querySelectorAll('.panel h2')].map(({ textContent }) => textContent);
  expect(panels).toEqual(expect.arrayContaining(['Levering til Fasit', 'Levering til Momentum']));
  await tap(name);
  expect(page.querySelector('dialog h2')?.textContent).toContain('leveringen til Fasit');
  expect(page.querySelector('dialog')?.textContent).toContain('De andre leveringer røres ikke.');
});

test('while the receiver is held, no try at once is offered, and what waits can still be withdrawn', async () => {
  await shown({ ...WAITING, held: 'Fasit flytter' });
  expect(button('Prøv nu')).toBeUndefined();
  expect(text()).not.toContain('med det samme');
  expect(button('Træk tilbage')).toBeDefined();
});

test('a stopped delivery to a held receiver is not said to go out by itself', async () => {
  await shown({ ...UNCERTAIN, held: 'Fasit flytter' });
  expect(text()).toContain('Sender du den igen, går den først af sted, når der er åbent igen.');
  expect(text()).not.toContain('sendes af sig selv');
});
