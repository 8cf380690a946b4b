// @vitest-environment node
/** The page reads a draft of each released form as the phone stored it at the release (`tests/stored`). */
import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { loadDraft, readableAndLockedDrafts, type Draft } from '../src/drafts';
import { withDatabase } from '../src/drafts/database';
import { reencrypt } from '../src/drafts/reencrypt';
import { session } from '../src/session';
import { PERSON } from './fake-api';
import { emptyPhone, signInAs } from './phone';

const FOLDER = '../tests/stored/files';
const DRAFTS = readdirSync(FOLDER).map((name) => {
  const { draft: stored } = JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf-8')) as { draft: Draft };
  return [name, { ...stored, personKey: PERSON.key }] as const;
});

afterEach(emptyPhone);

test('there are released forms', () => expect(DRAFTS.length).toBeGreaterThan(10));

test.each(DRAFTS)('%s', async (_, stored) => {
  session.value = { state: 'signed-in', ...PERSON };
  await withDatabase((database) => database.put('drafts', stored));
  expect(await loadDraft(stored.id)).toMatchObject(stored);
  await signInAs();
  await reencrypt(PERSON.key);
  const { drafts, locked } = await readableAndLockedDrafts();
  expect(locked).toEqual([]);
  expect(drafts[0]!.answers).toEqual(stored.answers);
  expect(drafts[0]!.title).toBe(stored.title);
});
