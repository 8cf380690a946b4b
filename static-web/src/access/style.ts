/** The style of the access list and of who waits, taken up once, whichever of the two comes first. */
import { bringStyle } from '../frame/bring-style';
import css from './access.scss?inline';

bringStyle(css);
