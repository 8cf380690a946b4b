/** Rarely used pages, in one file, so that the first view does not wait for them. */
export { InAppPage } from './InAppPage';
export { NotFoundPage } from './NotFoundPage';
export { WhoPage } from './WhoPage';
