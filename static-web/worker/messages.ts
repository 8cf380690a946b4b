/** What the page and its service worker say to each other, and what both name. Each question brings a port for its answer. */

/**
 * `take-over`: begin, in an earlier worker's place; whether it does. `are-you-whole`: whether every file of the build is kept.
 * `clear`: what no open page needs may go; true when it is done.
 */
export type ToWorker = 'take-over' | 'are-you-whole' | 'clear';

/** `which-script`: the path of the page's first script. */
export type FromWorker = 'which-script';

/** Held, shared, by each page with an open form: no update begins meanwhile. */
export const FORM_LOCK = 'feltskema-form';
