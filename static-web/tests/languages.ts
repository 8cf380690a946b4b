/** What a page that stands for a while has, before any test that has a page: both languages, and what is brought after the first view. */
import { beforeAll } from 'vitest';

beforeAll(async () => {
  if (!('document' in globalThis)) return;
  const { bringTexts } = await import('../src/texts');
  const { bringCheck } = await import('../src/form/checking');
  const { bringLateControls } = await import('../src/form/controls/late');
  await Promise.all([bringTexts('da'), bringTexts('en'), bringCheck(), bringLateControls()]);
});
