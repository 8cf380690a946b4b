/** The type of a step, and the choice of a tab for it. */
import { pick } from './random';
import type { Tab } from './tab';
import type { Walk } from './walk';

export type Step = (walk: Walk, random: () => number) => void | Promise<void>;

/** A random tab that is not frozen. */
export const somebody = (walk: Walk, random: () => number): Tab | undefined => pick(walk.awake, random);
