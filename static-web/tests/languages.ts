/** What a page that stands for a while has, before any test that has a page: both languages, and what is brought after the first view. */
import { beforeAll } from 'vitest';

beforeAll(async () => {
  if (!('document' in globalThis)) return;
  const { loadTexts } = await import('../src/texts');
  const { loadValidation } = await import('../src/form/checking');
  const { loadLateControls } = await import('../src/form/controls/late');
  await Promise.all([loadTexts('da'), loadTexts('en'), loadValidation(), loadLateControls()]);
});
