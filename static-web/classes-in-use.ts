/**
 * A PostCSS plugin that removes the rules of classes that no source uses: the page uses only some of the classes in the modules of Det
 * Fælles Designsystem.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Rule {
  selectors: string[];
  remove(): void;
}

export function classesInUse(folders: readonly string[]) {
  let isUsed: ((name: string) => boolean) | undefined;
  return {
    postcssPlugin: 'classes-in-use',
    Rule(rule: Rule): void {
      isUsed ??= usedIn(folders.flatMap(sourcesIn));
      const usedSelectors = rule.selectors.filter((selector) => classesOf(selector).every(isUsed!));
      if (usedSelectors.length === 0) rule.remove();
      else if (usedSelectors.length < rule.selectors.length) rule.selectors = usedSelectors;
    },
  };
}

/** The classes that an element must have to match; those inside `:not(…)`, `:is(…)` and the like are ignored. */
export function classesOf(selector: string): string[] {
  const plain = selector.replace(/\([^()]*(\([^()]*\)[^()]*)*\)/g, '');
  return [...plain.matchAll(/\.(-?[a-z_][\w-]*)/gi)].map(([, name]) => name!);
}

/** Returns whether a class is used: by its name, or by a template with its beginning, such as `status-${kind}`. */
export function usedIn(sources: readonly string[]): (name: string) => boolean {
  const literals = sources.flatMap((source) => source.match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? []);
  const names = new Set(literals.flatMap((literal) => literal.match(/[\w-]+/g) ?? []));
  const beginnings = sources.flatMap((source) => [...source.matchAll(/([\w-]+-)\$\{/g)].map(([, start]) => start!));
  return (name) => names.has(name) || beginnings.some((start) => name.startsWith(start));
}

function sourcesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true }).map(String);
  return names.filter((name) => /\.(tsx?|html)$/.test(name)).map((name) => readFileSync(join(folder, name), 'utf8'));
}
