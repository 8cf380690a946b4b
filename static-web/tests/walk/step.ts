/** What a step is, and whom it is about. */
import { pick } from './random';
import type { Tab } from './tab';
import type { Walk } from './walk';

export type Step = (walk: Walk, random: () => number) => void | Promise<void>;

/** Of a tab that is awake. */
export const somebody = (walk: Walk, random: () => number): Tab | undefined => pick(walk.awake, random);
