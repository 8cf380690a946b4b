/** Adds the style of the access list and of the page without a role, once, whichever of the two is loaded first. */
import { addStyle } from '../frame/bring-style';
import css from './access.scss?inline';

addStyle(css);
