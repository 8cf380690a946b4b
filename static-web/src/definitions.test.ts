/** The list of forms is the one that the server sent last, and the signed-in person's own. */
import { beforeEach, expect, test, vi } from 'vitest';
import { PERSON } from '../tests/fake-api';
import { heldReply, reply } from '../tests/responses';
import { forms, refreshForms } from './definitions';
import { session } from './session';

const listOf = (...apps: string[]) => reply(200, { items: apps.map((app) => ({ app })) });
const apps = () => forms.value.map(({ app }) => app);
/** The server's answers, in the order of the calls. */
let answers: (() => Response | Promise<Response>)[];

beforeEach(() => {
  session.value = { state: 'signed-in', ...PERSON };
  forms.value = [];
  vi.stubGlobal('fetch', () => Promise.resolve(answers.shift()!()));
});

test('an earlier answer that arrives last does not replace the list', async () => {
  const held = heldReply();
  answers = [() => held.reply, () => listOf('besoeg', 'kandidat')];
  const earlier = refreshForms();
  await refreshForms();
  await held.send(listOf('besoeg'));
  await earlier;
  expect(apps()).toEqual(['besoeg', 'kandidat']);
});

test('an earlier answer counts where the later request failed', async () => {
  const held = heldReply();
  answers = [() => held.reply, () => Promise.reject(new TypeError('failed to fetch'))];
  const earlier = refreshForms();
  await expect(refreshForms()).rejects.toThrow();
  await held.send(listOf('besoeg'));
  await earlier;
  expect(apps()).toEqual(['besoeg']);
});

test('the next person on this phone does not get the list of the previous one', async () => {
  const held = heldReply();
  answers = [() => held.reply];
  const earlier = refreshForms();
  session.value = { state: 'signed-in', ...PERSON, key: 'f'.repeat(32) };
  await held.send(listOf('besoeg'));
  await earlier;
  expect(apps()).toEqual([]);
});
