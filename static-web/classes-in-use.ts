/**
 * A PostCSS plugin that leaves out what no page of ours can show: rules of classes that stand in no source. Det Fælles Designsystem has
 * modules with many, of which we use some.
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
      const left = rule.selectors.filter((selector) => classesOf(selector).every(isUsed!));
      if (left.length === 0) rule.remove();
      else if (left.length < rule.selectors.length) rule.selectors = left;
    },
  };
}

/** Those that an element must have; what stands in `:not(…)`, `:is(…)` and the like is no such demand. */
export function classesOf(selector: string): string[] {
  const plain = selector.replace(/\([^()]*(\([^()]*\)[^()]*)*\)/g, '');
  return [...plain.matchAll(/\.(-?[a-z_][\w-]*)/gi)].map(([, name]) => name!);
}

/** By its whole name, or by what it begins with where a page puts its end to it: `status-${kind}`. */
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
