/** The style of the operators' pages. */
import { bringStyle } from '../frame/bring-style';
import css from './operations.scss?inline';

bringStyle(css);
