// @vitest-environment node
/**
 * Runs the official JSON Schema Test Suite, draft 2020-12, with the phone's validator. tests/schema_suite/test_suite.py runs it with the
 * server's, and says which parts are left out and why.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Validator, type Schema } from '../src/form/engine/schemas';

interface Group {
  description: string;
  schema: Schema | boolean;
  tests: { description: string; data: unknown; valid: boolean }[];
}

const FOLDER = fileURLToPath(new URL('../../tests/schema_suite/draft2020-12/', import.meta.url));
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

test('the files are there', () => expect(files.length).toBeGreaterThan(14));

describe.each(files)('%s', (file) => {
  const groups = JSON.parse(readFileSync(FOLDER + file, 'utf8')) as Group[];
  const all = groups.flatMap(({ description, schema, tests }) =>
    tests.map((each) => ({ name: `${description}: ${each.description}`, schema, data: each.data, valid: each.valid })),
  );
  test.each(all)('$name', ({ schema, data, valid }) => {
    expect(new Validator(schema as Schema, '2020-12', false).validate(data).valid).toBe(valid);
  });
});
