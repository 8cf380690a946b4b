import type { DecimalField } from '../../definition';
import type { ControlProps } from '../context';
import { numberFrom, numberText } from '../numbers';
import { FigureBox } from './figures';

export function DecimalBox(props: ControlProps<DecimalField>) {
  const { minimum, unit } = props.field;
  return (
    <FigureBox {...props} unit={unit} from={numberFrom} text={numberText} keys={minimum < 0 ? 'text' : 'decimal'} />
  );
}
