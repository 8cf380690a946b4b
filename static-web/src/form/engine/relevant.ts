/** What of a draft is relevant: the fields that show, and what is sent. */
import type { Answers, Json } from '../../definition';
import type { Offered } from './offered';

export interface Relevant {
  /** What is sent: shown fields only, and no empty answers. */
  answers: Answers;
  /** The paths of the fields that show, in the draft's own numbering. */
  shown: ReadonlySet<string>;
  /** The paths of the shown fields that must be filled in. */
  needed: ReadonlySet<string>;
  /** The values of the shown calculated fields, by their paths in the draft's own numbering. */
  calculated: ReadonlyMap<string, Json>;
  /** What the definition suggests for shown fields that were never suggested anything, in the draft's own numbering. */
  suggested: ReadonlyMap<string, Json | undefined>;
  /** What the fields offer whose options depend on other answers, in the draft's own numbering. */
  offered: ReadonlyMap<string, Offered>;
  /** The paths of the warnings that show. */
  warnings: ReadonlySet<string>;
  /** The first chosen option that no longer fits, by the path of its choice. */
  misfits: ReadonlyMap<string, string>;
  /** Where in the draft an answer that is sent came from: empty items are left out, so their numbers differ. */
  draftPath: (path: string) => string;
  /** The same, of every item that is sent: its JSON Pointer there, and in the draft. */
  moved: () => ReadonlyMap<string, string>;
}

/** The items that stand on the page: blank ones after those that are given, until there are as many as there must be. */
export function drawnItems(given: readonly Json[] = [], least: number, blank: () => Json = () => ({})): Json[] {
  return [...given, ...Array.from({ length: least - given.length }, blank)];
}
