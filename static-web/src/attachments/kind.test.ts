// @vitest-environment node
/** What a file is by its content: the same list that the server is asked (`tests/domain/test_kinds_of_files.py`). */
import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/files.json';
import { kindOf } from './kind';

type Part = string | (string | number)[];
const text = (part: Part) => (typeof part === 'string' ? part : String(part[0]).repeat(Number(part[1])));

test.each(vectors.files.map((file) => [file.name, file] as const))('%s', async (_, { content, type }) => {
  const bytes = Uint8Array.from((content as Part[]).map(text).join(''), (character) => character.charCodeAt(0));
  expect((await kindOf(new Blob([bytes]))) ?? null).toBe(type);
});
