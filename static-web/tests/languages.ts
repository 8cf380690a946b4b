/** Both languages before any test that has a page, as a person has them who has switched once. */
import { beforeAll } from 'vitest';

beforeAll(async () => {
  if (!('document' in globalThis)) return;
  const { bringTexts } = await import('../src/texts');
  await Promise.all([bringTexts('da'), bringTexts('en')]);
});
