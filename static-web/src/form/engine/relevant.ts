/** What is relevant in a draft: the shown fields, and the answers to send. */
import type { Answers, Json } from '../../definition';
import type { Offered } from './offered';

export interface Relevant {
  /** The answers to send: of shown fields only, and none empty. */
  answers: Answers;
  /** The paths of the shown fields, with the draft's own indexes. */
  shown: ReadonlySet<string>;
  /** The paths of the shown fields that must be filled in. */
  needed: ReadonlySet<string>;
  /** The values of the shown calculated fields, by their paths with the draft's own indexes. */
  calculated: ReadonlyMap<string, Json>;
  /** Suggestions for shown fields that have never had one, with the draft's own indexes. */
  suggested: ReadonlyMap<string, Json | undefined>;
  /** The options of fields whose options depend on other answers, with the draft's own indexes. */
  offered: ReadonlyMap<string, Offered>;
  /** The paths of the warnings that show. */
  warnings: ReadonlySet<string>;
  /** The first chosen option that is no longer offered, by the path of its choice. */
  misfits: ReadonlyMap<string, string>;
  /** Maps the path of a sent answer to that in the draft: empty items are left out, so indexes differ. */
  draftPath: (path: string) => string;
  /** The JSON Pointer in the draft of each item that is sent, by its JSON Pointer in the sent answers. */
  moved: () => ReadonlyMap<string, string>;
}

/** The items to draw: those of the draft, then empty ones until there are as many as required. */
export function drawnItems(items: readonly Json[] = [], least: number, blank: () => Json = () => ({})): Json[] {
  return [...items, ...Array.from({ length: least - items.length }, blank)];
}
