/** The state of offline readiness and of new builds: set by code that is loaded later, read by the pages. */
import { signal } from '@preact/signals';

/** `kept`: everything is on the phone, but the browser may delete it after a while without use. */
export type Readiness = 'unknown' | 'not-yet' | 'kept' | 'ready';

export const readiness = signal<Readiness>('unknown');

/** `ready`: the page can switch to a new build. `elsewhere`: it cannot yet, since another window has a form open. */
export type Update = 'none' | 'ready' | 'elsewhere';

export const update = signal<Update>('none');

/** Switches to the new build if no form is open in any window. Set by `updates.ts` when it is loaded. */
export const takeUpdate = signal<() => Promise<void>>(() => Promise.resolve());
