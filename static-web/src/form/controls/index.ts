/** The catalogue of controls: one line a control, one file each. */
import type { Control } from '../../definition';
import type { ControlComponent } from '../context';
import { Checkboxes } from './checkboxes';
import { Cvr } from './cvr';
import { DateBox } from './date';
import { DateTimeBox } from './date-time';
import { Group } from './group';
import { NumberBox } from './number';
import { PNumber } from './p-number';
import { Radio } from './radio';
import { Select } from './select';
import { Text } from './text';
import { TextArea } from './textarea';
import { YesNo } from './yes-no';

export const CONTROLS: { readonly [C in Control]: ControlComponent<C> } = {
  text: Text,
  textarea: TextArea,
  number: NumberBox,
  'yes-no': YesNo,
  radio: Radio,
  select: Select,
  checkboxes: Checkboxes,
  date: DateBox,
  'date-time': DateTimeBox,
  cvr: Cvr,
  'p-number': PNumber,
  group: Group,
};
