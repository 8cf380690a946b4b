/** The messages between the page and its service worker. Each message is sent with a port for its answer. */

/**
 * `take-over`: replace the earlier worker; answers whether it does. `are-you-whole`: answers whether every file of the
 * build is cached. `clear`: delete what no open page needs; answers true when that is done.
 */
export type ToWorker = 'take-over' | 'are-you-whole' | 'clear';

/** `which-script`: the path of the page's first script. */
export type FromWorker = 'which-script';

/** The name of the shared lock that each page with an open form has, so that no update begins meanwhile. */
export const FORM_LOCK = 'feltskema-form';
