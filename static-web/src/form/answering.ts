/** When, and by whom, a form is answered. */
import { session } from '../session';
import { surroundings, type Surroundings } from './surroundings';

/** For the person signed in; whose name is not known while the server has not told it. */
export function aroundAt(moment: Date): Surroundings {
  return surroundings(moment, session.value.state === 'signed-in' ? session.value : {});
}
