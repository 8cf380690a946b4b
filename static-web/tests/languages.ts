/** Before the tests of a page: loads both languages, and the code that the page loads after the first view. */
import { beforeAll } from 'vitest';

beforeAll(async () => {
  if (!('document' in globalThis)) return;
  const { loadTexts } = await import('../src/texts');
  const { loadValidation } = await import('../src/form/checking');
  const { loadLateControls } = await import('../src/form/controls/late');
  await Promise.all([loadTexts('da'), loadTexts('en'), loadValidation(), loadLateControls()]);
});
