import type { IntegerField } from '../../definition';
import type { ControlProps } from '../context';
import { numberFormatOf } from '../number-hints';
import { numberFrom, numberText } from '../engine/numbers';
import { FigureBox } from './number-box';

export function IntegerBox(props: ControlProps<IntegerField>) {
  const { minimum, unit } = props.field;
  const from = (text: string) => numberFrom(text, numberFormatOf(props.field));
  // A phone's keyboard for digits has no minus sign.
  return <FigureBox {...props} unit={unit} from={from} text={numberText} keys={minimum < 0 ? 'text' : 'numeric'} />;
}
