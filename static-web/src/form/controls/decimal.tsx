import type { DecimalField } from '../../definition';
import type { ControlProps } from '../context';
import { numberFormatOf } from '../number-hints';
import { numberFrom, numberText } from '../engine/numbers';
import { FigureBox } from './number-box';

export function DecimalBox(props: ControlProps<DecimalField>) {
  const { minimum, unit } = props.field;
  const from = (text: string) => numberFrom(text, numberFormatOf(props.field));
  return <FigureBox {...props} unit={unit} from={from} text={numberText} keys={minimum < 0 ? 'text' : 'decimal'} />;
}
