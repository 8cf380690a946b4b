/** A Vite plugin that makes a file of the page's texts for each language. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const TEXTS = 'virtual:texts/';
/** The catalogues with the texts of the page. The texts of faults are in `fields`, by the server's codes. */
const CATALOGUES = ['ui', 'form'];

type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Makes `virtual:texts/da` and `virtual:texts/en` from the catalogues in `folder`. The build replaces the texts' keys by numbers, in the
 * texts and in the page's sources, since the keys are a third of a language's file. A key that the page composes at run time keeps its
 * name.
 */
export function languageFiles(folder: string, sources: string): Plugin {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Catalogue;
  let short: ReadonlyMap<string, string> = new Map();
  return {
    name: 'language-files',
    enforce: 'post',
    configResolved: ({ command }) => {
      if (command === 'build')
        short = numbers(
          CATALOGUES.flatMap((name) => Object.keys(read(name))),
          sources,
        );
    },
    resolveId: (id) => (id.startsWith(TEXTS) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${TEXTS}`)) return undefined;
      for (const name of [...CATALOGUES, 'fields']) this.addWatchFile(join(folder, `${name}.json`));
      const language = id.slice(TEXTS.length + 1);
      const ofLanguage = (name: string) =>
        Object.entries(read(name)).map(([key, text]) => [key, text[language]!] as const);
      const texts = CATALOGUES.flatMap(ofLanguage);
      const faults = Object.fromEntries(ofLanguage('fields'));
      return `export const texts = ${written(texts, short)};\nexport const faults = ${JSON.stringify(faults)};\n`;
    },
    transform: (code, id) =>
      short.size > 0 && id.startsWith(sources)
        ? code.replaceAll(KEY, (literal, _, key: string) => quoted(short.get(key)) ?? literal)
        : undefined,
  };
}

const KEY = /(['"`])((?:[\w-]+\.)+[\w-]+)\1/g;
const KEY_ALONE = /^(?:[\w-]+\.)+[\w-]+$/;
const quoted = (text: string | undefined) => text && JSON.stringify(text);

/** The source of a language's texts: an array of those with a number, and an object of those with a name. */
function written(texts: readonly (readonly [string, string])[], short: ReadonlyMap<string, string>): string {
  const named = Object.fromEntries(texts.filter(([key]) => !short.has(key)));
  if (short.size === 0) return JSON.stringify(named);
  const inPlace = texts.filter(([key]) => short.has(key)).map(([, text]) => text);
  return `Object.assign(${JSON.stringify(inPlace)}, ${JSON.stringify(named)})`;
}

/** A number for each key, except keys that a source composes from a beginning and a value. */
function numbers(keys: readonly string[], sources: string): ReadonlyMap<string, string> {
  const files = readdirSync(sources, { recursive: true }).map(String);
  const written = files.filter((name) => /\.tsx?$/.test(name)).map((name) => readFileSync(join(sources, name), 'utf8'));
  const beginnings = new Set(
    written.flatMap((code) => [...code.matchAll(/`([\w-]+\.[\w.-]*)\${/g)].map(([, start]) => start!)),
  );
  // A key without a full stop is not replaced: it may occur in the sources as an ordinary word.
  const isNamed = (key: string) => !KEY_ALONE.test(key) || [...beginnings].some((start) => key.startsWith(start));
  return new Map(keys.filter((key) => !isNamed(key)).map((key, place) => [key, String(place)]));
}
