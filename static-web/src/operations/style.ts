/** The style of the operators' pages. */
import { addStyle } from '../frame/bring-style';
import css from './operations.scss?inline';

addStyle(css);
