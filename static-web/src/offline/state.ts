/** What is known of being offline and of new builds: written by what is loaded later, read by the pages. */
import { signal } from '@preact/signals';

/** `kept`: all of it is on the phone, but the browser may clear it away after a while without use. */
export type Readiness = 'unknown' | 'not-yet' | 'kept' | 'ready';

export const readiness = signal<Readiness>('unknown');

/** `ready`: a new build can be taken; `elsewhere`: it can't, since another window has a form open. */
export type Update = 'none' | 'ready' | 'elsewhere';

export const update = signal<Update>('none');

/** Takes the new build where no form is open in any window; set as soon as one may be there. */
export const takeUpdate = signal<() => Promise<void>>(() => Promise.resolve());
