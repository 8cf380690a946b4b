import { beforeEach, expect, test } from 'vitest';
import * as api from '../src/api';
import { NoNetwork, Problem } from '../src/api';
import { speak } from '../src/texts';
import { APP, FakeApi } from './fake-api';
import { problem } from './responses';

let server: FakeApi;
let sent: RequestInit | undefined;

beforeEach(() => {
  server = new FakeApi();
  globalThis.fetch = (input, init) => {
    sent = init;
    return server.fetch(input, init);
  };
});

const ID = '0190a0b0-0000-7000-8000-000000000001';
const header = (name: string) => new Headers(sent?.headers).get(name);

test('a registration is put, asked for and settled at the addresses of the contract', async () => {
  await api.putRegistration(APP, ID, { version: 1, answers: { cvr: '90001000' } });
  await api.registration(APP, ID);
  const row = server.rows[0]!;
  server.set(row, 'uncertain');
  const settled = await api.settle(APP, ID, { outcome: 'delivered', receipt: 'D-1' });
  expect(settled.receipt?.id).toBe('D-1');
  expect(server.calls).toEqual([
    `PUT /api/registrations/${APP}/${ID}`,
    `GET /api/registrations/${APP}/${ID}`,
    `POST /api/registrations/${APP}/${ID}/settle`,
  ]);
});

test('functions of the release before, which know no time of what was seen, settle without it', async () => {
  await api.putRegistration(APP, ID, { version: 1, answers: { cvr: '90001000' } });
  server.set(server.rows[0]!, 'uncertain');
  const newer = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    String(init?.body).includes('statusAt')
      ? Promise.resolve(problem(400, 'bad-request', 'Kaldet kan ikke bruges'))
      : newer(input, init);
  const { statusAt } = server.rows[0]!;
  const settled = await api.settle(APP, ID, { outcome: 'delivered', receipt: 'D-1', statusAt });
  expect(settled.receipt?.id).toBe('D-1');
});

test('only unsafe methods carry the header that another site cannot set', async () => {
  await api.definitions();
  expect(header('X-Feltskema')).toBeNull();
  await api.logout();
  expect(header('X-Feltskema')).toBe('1');
});

test('the answer is asked for in the language of the page', async () => {
  speak('en');
  await api.definitions();
  expect(header('Accept-Language')).toBe('en');
  speak('da');
  await api.definitions();
  expect(header('Accept-Language')).toBe('da');
});

test('what a person searches for is escaped', async () => {
  await api.searchCompanies('bageri & sønner');
  expect(server.calls).toEqual(['GET /api/companies?query=bageri+%26+s%C3%B8nner']);
});

test('a no of the server is a Problem with its words and the fields it names', async () => {
  const errors = [{ path: '/cvr', code: 'required', message: 'CVR-nummer: skal udfyldes.' }];
  const body = { status: 422, code: 'invalid-answers', title: 'Mangler', detail: 'Ret felterne.', errors };
  server.fault = () =>
    new Response(JSON.stringify(body), { status: 422, headers: { 'Content-Type': 'application/problem+json' } });
  const failure = await api.definitions().catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(Problem);
  expect(failure).toMatchObject({ status: 422, code: 'invalid-answers', detail: 'Ret felterne.', errors });
});

test.each([
  ['a dead network', () => Promise.reject(new TypeError('failed to fetch'))],
  ['a page of a captive portal', () => new Response('<h1>Wifi</h1>', { headers: { 'Content-Type': 'text/html' } })],
  [
    'a gateway that fails',
    () => new Response('Bad gateway', { status: 502, headers: { 'Content-Type': 'text/plain' } }),
  ],
  ['a broken body', () => new Response('{"items":', { headers: { 'Content-Type': 'application/json' } })],
])('%s is NoNetwork, since nobody knows what the server did', async (_name, fault) => {
  server.fault = fault;
  await expect(api.definitions()).rejects.toBeInstanceOf(NoNetwork);
});

test('each answer 401 calls the listeners', async () => {
  let calls = 0;
  const stop = api.onSignedOut(() => (calls += 1));
  server.fault = () => problem(401, 'no-session', 'Du er ikke logget ind');
  await expect(api.definitions()).rejects.toMatchObject({ status: 401 });
  stop();
  await expect(api.definitions()).rejects.toMatchObject({ status: 401 });
  expect(calls).toBe(1);
});
