/** The survey on a receipt: when it is shown, what is sent of it, and what the phone keeps. */
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { saveDraft } from '../drafts';
import { withDatabase } from '../drafts/database';
import { outbox } from '../outbox/state';
import { entry } from '../outbox/tests/entries';
import { session } from '../session';
import { speak } from '../texts';
import { APP, FakeApi, PERSON } from '../../tests/fake-api';
import { problem } from '../../tests/responses';
import { signInAs } from '../../tests/phone';
import { waitFor } from '../../tests/waiting';
import { justSent } from './just-sent';
import { isTimeToAsk } from './rule';
import { sendWaitingAnswer } from './waiting';
import { SurveyWhenDue } from './WhenDue';
// Brought later by the page: here they are at hand, so that nobody waits for their first import.
import './Survey';

const NOW = new Date('2026-11-23T12:00:00Z');

let server: FakeApi;
let root: HTMLElement;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  localStorage.clear();
  speak('da');
  session.value = { state: 'signed-in', ...PERSON };
  server = new FakeApi();
  vi.stubGlobal('fetch', server.fetch);
  root = document.body.appendChild(document.createElement('main'));
});
afterEach(async () => {
  await act(() => render(null, root));
  outbox.value = undefined;
  root.remove();
  await withDatabase((database) => database.clear('drafts'));
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The receipt of a registration that was just sent, with the survey on it. */
async function showQuestions(): Promise<void> {
  justSent.value = 'a';
  await act(() => render(<SurveyWhenDue app={APP} id="a" />, root));
  await waitFor(() => expect(title()).toBe('Hvad synes du om appen?'));
}

const title = () => root.querySelector('h2')?.textContent;
const button = (name: string) => [...root.querySelectorAll('button')].find(({ textContent }) => textContent === name)!;
const waiting = () => localStorage.getItem('feltskema.survey.waiting');
const daysLater = (days: number) => vi.setSystemTime(NOW.getTime() + days * 86_400_000);

async function answer(needs: number, easy: number): Promise<void> {
  for (const [question, mark] of Object.entries({ needs, easy }))
    await act(() => root.querySelector<HTMLInputElement>(`[name=survey-${question}][value="${mark}"]`)?.click());
  await act(() => button('Send svar').click());
}

test('two marks are sent, and nothing of the person or the time', async () => {
  await showQuestions();
  await answer(4, 5);
  await waitFor(() => expect(server.opinions).toHaveLength(1));
  const { id, ...rest } = server.opinions[0]!;
  expect(rest).toEqual({ app: APP, quarter: '2026-4', needs: 4, easy: 5 });
  // Of chance: version 4, and not one that begins with the time.
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  expect(root.textContent).toContain('Tak for svaret.');
  await waitFor(() => expect(waiting()).toBeNull());
  expect(JSON.stringify({ ...localStorage })).not.toContain('12:00');
});

test('with only one question answered nothing is sent, and the survey says why', async () => {
  await showQuestions();
  await act(() => root.querySelector<HTMLInputElement>('[name=survey-easy]')?.click());
  await act(() => button('Send svar').click());
  expect(root.querySelector('[role=alert]')?.textContent).toContain('Svar på begge spørgsmål');
  expect(server.opinions).toEqual([]);
});

test('shown and not answered, a phone asks again after 92 days and not before', async () => {
  await showQuestions();
  await act(() => button('Ikke nu').click());
  expect(root.textContent).toBe('');
  for (const [days, isTime] of [
    [1, false],
    [91, false],
    [93, true],
  ] as const) {
    daysLater(days);
    expect(await isTimeToAsk(), `after ${days} days`).toBe(isTime);
  }
});

test('a receipt that is left asks no more, nor does that of another registration', async () => {
  await showQuestions();
  await act(() => render(null, root));
  expect(justSent.value).toBeUndefined();
  justSent.value = 'another';
  await act(() => render(<SurveyWhenDue app={APP} id="a" />, root));
  await act(() => render(null, root));
  expect(justSent.value).toBe('another');
});

test.each([
  [20, false],
  [61, true],
])('a draft that was written in %i minutes ago: it is time for the survey: %s', async (minutes, isTime) => {
  await signInAs(PERSON);
  const updatedAt = new Date(NOW.getTime() - minutes * 60_000).toISOString();
  await saveDraft({ id: 'd', app: APP, version: 1, title: '', answers: {}, updatedAt, personKey: PERSON.key });
  expect(await isTimeToAsk()).toBe(isTime);
});

test('the survey is not shown while something waits to be sent', async () => {
  outbox.value = [entry('a')];
  expect(await isTimeToAsk()).toBe(false);
});

test('without a network the answer waits on the phone, and is sent with the same id at the next start', async () => {
  await showQuestions();
  server.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  await answer(2, 3);
  const waitingOpinions = waiting();
  expect(waitingOpinions).not.toBeNull();
  await sendWaitingAnswer();
  expect(waiting()).toBe(waitingOpinions);
  server.fault = null;
  await sendWaitingAnswer();
  expect(server.opinions.map((opinion) => JSON.stringify(opinion))).toEqual([waitingOpinions]);
  expect(waiting()).toBeNull();
  await sendWaitingAnswer();
  expect(server.opinions).toHaveLength(1);
});

test('what the server refuses is let go', async () => {
  await showQuestions();
  server.fault = () => problem(400, 'bad-request', 'Kvartalet er slut');
  await answer(2, 3);
  await waitFor(() => expect(waiting()).toBeNull());
});
