/** The messages between the page and its service worker. Each question brings a port for its answer. */

/**
 * `take-over`: replace the earlier worker; answers whether it does. `are-you-whole`: answers whether every file of the
 * build is cached. `clear`: delete what no open page needs; answers true when that is done.
 */
export type ToWorker = 'take-over' | 'are-you-whole' | 'clear';

/** `which-script`: the path of the page's first script. */
export type FromWorker = 'which-script';

/** A shared lock held by each page with an open form: no update begins meanwhile. */
export const FORM_LOCK = 'feltskema-form';
