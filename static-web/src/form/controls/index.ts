/** The catalogue of controls: one line and one file for each. */
import type { Control } from '../../definition';
import type { ControlComponent } from '../context';
import { Calculated } from './calculated';
import { Checkboxes } from './checkboxes';
import { Cvr } from './cvr';
import { DateBox } from './date';
import { DateTimeBox } from './date-time';
import { DecimalBox } from './decimal';
import { Email } from './email';
import { Group } from './group';
import { IntegerBox } from './integer';
import { Address, Cpr, Duration, Entity, FileBox, Photo, Position, SearchBox, Signature, Url } from './late';
import { MoneyBox } from './money';
import { Note } from './note';
import { PNumber } from './p-number';
import { Phone } from './phone';
import { Radio } from './radio';
import { Select } from './select';
import { Text } from './text';
import { TextArea } from './textarea';
import { TimeBox } from './time';
import { Warning } from './warning';
import { YesNo } from './yes-no';

export const CONTROLS: { readonly [C in Control]: ControlComponent<C> } = {
  text: Text,
  textarea: TextArea,
  integer: IntegerBox,
  decimal: DecimalBox,
  money: MoneyBox,
  'yes-no': YesNo,
  radio: Radio,
  select: Select,
  search: SearchBox,
  checkboxes: Checkboxes,
  entity: Entity,
  date: DateBox,
  time: TimeBox,
  'date-time': DateTimeBox,
  duration: Duration,
  email: Email,
  phone: Phone,
  url: Url,
  address: Address,
  cvr: Cvr,
  'p-number': PNumber,
  cpr: Cpr,
  photo: Photo,
  file: FileBox,
  signature: Signature,
  position: Position,
  calculated: Calculated,
  note: Note,
  group: Group,
  warning: Warning,
};
