/** Pages that few ever see, in one file that no first view waits for. */
export { InAppPage } from './InAppPage';
export { NotFoundPage } from './NotFoundPage';
export { WhoPage } from './WhoPage';
