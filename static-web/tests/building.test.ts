// @vitest-environment node
/** The build leaves code, texts and styles out of the first view, but nothing that a page needs. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import form from '../../shared/texts/form.json';
import ui from '../../shared/texts/ui.json';
import { languageFiles } from '../building-texts';
import { classesOf, usedIn } from '../classes-in-use';

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The plugin's own hooks, as the bundler calls them. */
type Hooks = {
  configResolved(config: { command: string }): void;
  load(this: { addWatchFile(file: string): void }, id: string): string;
  transform(code: string, id: string): string | undefined;
};

function texts(command: 'build' | 'serve') {
  const plugin = languageFiles(pathOf('../../shared/texts'), pathOf('../src')) as unknown as Hooks;
  plugin.configResolved({ command });
  const code = plugin.load
    .call({ addWatchFile: () => undefined }, '\0virtual:texts/da')
    .replaceAll('export const', 'const');
  // Run the built module as the page does.
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call -- made a moment ago
  const byKey = new Function(`${code} return texts`)() as Record<string, string>;
  const keyIn = (key: string) => plugin.transform(`t('${key}')`, pathOf('../src/App.tsx'))?.slice(3, -2) ?? key;
  return { byKey, keyIn };
}

test('in what is built each text is had by what its key has become, and no key is long for nothing', () => {
  const { byKey, keyIn } = texts('build');
  const all = Object.entries({ ...ui, ...form });
  for (const [key, text] of all) expect(byKey[keyIn(key).replaceAll("'", '')], key).toBe(text.da);
  const long = all.filter(([key]) => keyIn(key) === key);
  expect(long.map(([key]) => key).filter((key) => /^(app|home|draft|sign-out)\./.test(key))).toEqual([]);
});

test('a key that a page puts together keeps its name', () => {
  const { byKey } = texts('build');
  expect(byKey['store.full']).toBe(
    form['store.full' as keyof typeof form]?.da ?? ui['store.full' as keyof typeof ui].da,
  );
});

test('the page that is worked on has all texts by their keys', () => {
  expect(texts('serve').byKey).toMatchObject({ 'app.back': ui['app.back'].da });
});

test('a rule is left out where a class that it asks for stands in no source', () => {
  expect(classesOf('.form-group.error > input:not(.quiet)')).toEqual(['form-group', 'error']);
  const isUsed = usedIn(['<p class={`status-${kind}`} />', "const name = 'badge';"]);
  expect(['status-error', 'badge', 'tooltip'].map(isUsed)).toEqual([true, true, false]);
});
